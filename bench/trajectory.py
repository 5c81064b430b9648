"""Errors of positions and headings after cleaning, beside peers: `python bench/trajectory.py [SAMPLE_FOLDER]`.

The drive is that of the sample; its receiver is drawn anew for each seed. What the camera saw is read from the pictures
and the video of a sample drive if its folder is given, else drawn with the errors measured there; a camera places what
it filmed: its pictures while it moves, or frames every few metres of its video. A third word shifts the seeds, so that
receivers can be kept aside that nothing was tuned on.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ruelle.capture.video import describe_video
from ruelle.catalog.trajectory import Fix, Trajectory
from ruelle.catalog.vocabulary import Clock
from ruelle.processing.clock import find_clock_offset
from ruelle.processing.geometry.alignment import with_fitted_turns
from ruelle.processing.geometry.cleaning import CleanTrajectory, clean
from ruelle.processing.geometry.frames import Floats, LocalFrame, turn_deg
from ruelle.processing.geometry.observed import Complexes, Odometry
from ruelle.processing.geometry.smoothing import drift
from ruelle.processing.odometry.ground import Lens
from ruelle.processing.odometry.paths import paths
from ruelle.processing.odometry.steps import Look, steps_between
from ruelle.processing.odometry.survey import SPHERE_WIDTH_PX, small_lens, small_picture, survey_video
from ruelle.processing.sample.geodesy import Site
from ruelle.processing.sample.receiver import receive
from ruelle.processing.sample.world import START, plan_motion

FIRST_SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 0
SEEDS = range(FIRST_SEED, FIRST_SEED + 24)
SPACING_M, SLOW_M_S, STANDS_M_S, CAMERA_M = 4.0, 5.0 / 3.6, 0.8, 2.2
STEP_S, STEP_ERROR, TURN_ERROR_DEG = 1.0, 0.006, 0.06
"""Time between pictures, and errors of what they see: a share of each step, and degrees a step."""
BEFORE_S, GATE_M, NOISE_M = 20.0, 25.0, 2.0
START_S, WRONG_CLOCK_S = START.timestamp(), 3.0
SITE, FRAME = Site(), LocalFrame(Site().longitude_deg, Site().latitude_deg)


@dataclass(frozen=True, slots=True)
class Drive:
    """The true way: POSIX times, complex positions in m, headings; and the times of frames every few metres."""

    time_s: Floats
    position_m: Complexes
    heading_deg: Floats
    frames_s: Floats


@dataclass(slots=True)
class Errors:
    """What a method got wrong over all seeds: in place, from frame to frame, in heading; frames placed and asked."""

    places_m: list[Floats]
    steps_m: list[Floats]
    headings_deg: list[Floats]
    placed: int = 0
    asked: int = 0

    def row(self, name: str) -> str:
        """One line of the table."""
        place, step, heading = (np.concatenate(e) for e in (self.places_m, self.steps_m, self.headings_deg))
        return (
            f"| {name} | {place.max():.1f} | {np.median(step):.2f} / {np.percentile(step, 95):.2f} |"
            f" {np.median(heading):.1f} / {np.percentile(heading, 95):.1f} | {self.placed} of {self.asked} |"
        )


Method = Callable[[Trajectory, Floats], tuple[Complexes, Floats]]
Seen = Callable[[int], tuple[Odometry, ...]]


def true_drive() -> Drive:
    """The way of the sample's camera, a hundred times a second."""
    motion = plan_motion(0)
    times = np.arange(0.0, motion.duration_s, 0.01)
    enu = SITE.enu_from_plan(np.array([motion.place_m(float(time)) for time in times]))
    headings = np.array([SITE.heading_deg(motion.angles_rad(float(time))[0]) for time in times])
    position = enu[:, 0] + 1j * enu[:, 1]
    along = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(position)))]) + 1e-9 * np.arange(len(times))
    frames = np.interp(np.arange(1.0, along[-1] - 1.0, SPACING_M), along, times)
    return Drive(times + START_S, position, headings, frames + START_S)


def received(seed: int) -> Trajectory:
    """What the receiver of a seed wrote of the drive."""
    motion = plan_motion(0)
    track = receive(motion, 1.0 - BEFORE_S - START.microsecond / 1e6, seed=seed)
    degrees = SITE.degrees_from_enu(SITE.enu_from_plan(track.points))
    return Trajectory(
        tuple(Fix(START_S + float(t), float(x), float(y)) for t, (x, y) in zip(track.times_s, degrees, strict=True))
    )


def raw(trajectory: Trajectory, time_s: Floats) -> tuple[Complexes, Floats]:
    """The fixes as they come, on straight lines."""
    fix_s, place = _fixes(trajectory)
    here = _between(time_s, fix_s, place)
    return here, _headings(_between(time_s, fix_s, np.gradient(place, fix_s)))


def kalman(trajectory: Trajectory, time_s: Floats, *, smoothed: bool = False) -> tuple[Complexes, Floats]:
    """A Kalman filter of constant velocity with a gate against teleports, or its Rauch-Tung-Striebel smoother."""
    fix_s, place = _fixes(trajectory)
    transition, noise = drift(np.diff(fix_s))
    state, spread = np.array([place[0], 0j]), np.diag([NOISE_M**2, 100.0])
    states, spreads = [state], [spread]
    for k in range(1, len(fix_s)):
        move = transition[k - 1]
        state, spread = move @ state, move @ spread @ move.T + noise[k - 1]
        if abs(place[k] - state[0]) < GATE_M:
            gain = spread[:, 0] / (spread[0, 0] + NOISE_M**2)
            state, spread = state + gain * (place[k] - state[0]), spread - np.outer(gain, spread[0])
        states.append(state)
        spreads.append(spread)
    for k in range(len(fix_s) - 2, -1, -1) if smoothed else ():
        move = transition[k]
        gain = spreads[k] @ move.T @ np.linalg.inv(move @ spreads[k] @ move.T + noise[k])
        states[k] = states[k] + gain @ (states[k + 1] - move @ states[k])
    found = np.array(states)
    return _between(time_s, fix_s, found[:, 0]), _headings(_between(time_s, fix_s, found[:, 1]))


def ours(trajectory: Trajectory, time_s: Floats, seen: tuple[Odometry, ...] = ()) -> tuple[Complexes, Floats]:
    """Cleaned, along the paths that the camera saw if there are any; nan where no frame would be placed."""
    alone = clean(trajectory)
    return _sampled(clean(trajectory, with_fitted_turns(alone.way, seen)) if seen else alone, time_s)


def drawn(drive: Drive, seed: int) -> tuple[Odometry, ...]:
    """A path as the pictures of a time lapse show it."""
    rng = np.random.default_rng([seed, 7])
    times = np.arange(drive.time_s[0] + STEP_S, drive.time_s[-1], STEP_S)
    gaze = np.exp(1j * np.radians(90.0 - np.interp(times, drive.time_s, np.unwrap(drive.heading_deg, period=360.0))))
    step = np.diff(_between(times, drive.time_s, drive.position_m)) / gaze[:-1] / CAMERA_M
    step = step * (1.0 + rng.normal(0.0, STEP_ERROR, len(step)))
    turn = np.diff(np.unwrap(np.angle(gaze))) + np.radians(rng.normal(0.0, TURN_ERROR_DEG, len(step)))
    seen = np.exp(1j * np.concatenate([[0.0], np.cumsum(turn)]))
    return (Odometry(times, np.concatenate([[0j], np.cumsum(step * seen[:-1])]), seen, np.zeros(len(times))),)


def perfect(drive: Drive, seen: tuple[Odometry, ...]) -> tuple[Odometry, ...]:
    """The same paths without any error."""
    heading = np.unwrap(drive.heading_deg, period=360.0)
    return tuple(
        replace(
            path,
            path=_between(path.time_s, drive.time_s, drive.position_m) / CAMERA_M,
            gaze=np.exp(1j * np.radians(90.0 - np.interp(path.time_s, drive.time_s, heading))),
            turn_doubt=0.0,
        )
        for path in seen
    )


def seen_in_pictures(folder: Path) -> tuple[Odometry, ...]:
    """The paths that the panoramas of a sample drive show, on true time."""
    lens = Lens(SPHERE_WIDTH_PX, SPHERE_WIDTH_PX // 2)
    shots = json.loads((folder / "truth.json").read_text())["pictures"]
    looks = (
        Look(START_S + shot["time_s"], small_picture((folder / shot["file"]).read_bytes(), shot["file"], lens, 4096))
        for shot in shots
    )
    return paths(steps_between(looks, lens), lens)


def seen_in_video(folder: Path) -> tuple[Odometry, ...]:
    """The paths that the video of a sample drive shows, on true time."""
    camera = describe_video(folder / "video.mp4", START_S + 1e6).camera
    survey = survey_video(folder / "video.mp4", "video.mp4", camera)
    return tuple(path.moved(START_S) for path in paths(survey.steps, small_lens(camera)))


def with_found_clock(seed: int, time_s: Floats, seen: tuple[Odometry, ...]) -> tuple[Complexes, Floats]:
    """As the place step does it: the clock is found first, and errs."""
    wrong_s = clock_error_s(seed, seen)[0]
    return ours(received(seed), time_s + wrong_s, tuple(path.moved(wrong_s) for path in seen))


def filmed(drive: Drive, seen: tuple[Odometry, ...], *, pictures: bool) -> Drive:
    """The drive with the frames that this camera has."""
    if not pictures:
        first_s, last_s = seen[0].time_s[0], seen[-1].time_s[-1]
        return replace(drive, frames_s=drive.frames_s[(drive.frames_s >= first_s) & (drive.frames_s <= last_s)])
    shots_s = np.concatenate([path.time_s for path in seen])
    speed = np.interp(shots_s, drive.time_s, np.abs(np.gradient(drive.position_m, drive.time_s)))
    return replace(drive, frames_s=shots_s[speed > STANDS_M_S])


def errors_of(drive: Drive, method: Callable[[int, Floats], tuple[Complexes, Floats]]) -> Errors:
    """Ask a method for all frames of all seeds."""
    found = Errors([], [], [])
    truth = _between(drive.frames_s, drive.time_s, drive.position_m)
    heading = np.interp(drive.frames_s, drive.time_s, np.unwrap(drive.heading_deg, period=360.0))
    speed = np.interp(drive.frames_s, drive.time_s, np.abs(np.gradient(drive.position_m, drive.time_s)))
    for seed in SEEDS:
        place, gaze = method(seed, drive.frames_s)
        known = np.isfinite(place)
        found.asked, found.placed = found.asked + len(known), found.placed + int(known.sum())
        off = place - truth
        step = np.abs(np.diff(off))
        turned = np.abs(turn_deg(heading, gaze))
        found.places_m.append(np.abs(off[known]))
        found.steps_m.append(step[np.isfinite(step)])
        found.headings_deg.append(turned[np.isfinite(turned) & (speed > SLOW_M_S)])
    return found


def clock_error_s(seed: int, seen: tuple[Odometry, ...]) -> tuple[float, bool]:
    """By how much a clock that is some seconds wrong is found wrongly, and whether that is thought sure."""
    shown = [path.moved(-WRONG_CLOCK_S) for path in seen]
    span_s = float(shown[0].time_s[0]), float(shown[-1].time_s[-1])
    found = find_clock_offset(clean(received(seed)), shown, span_s, Clock.UTC)
    return found.offset_s - WRONG_CLOCK_S, found.sure


def clock_row(name: str, seen_of: Seen) -> str:
    """How well the clock is found, over all seeds."""
    wrong_s, sure = (np.array(each) for each in zip(*(clock_error_s(k, seen_of(k)) for k in SEEDS), strict=True))
    middle_s, most_s = np.percentile(np.abs(wrong_s), [50, 95])
    return f"| {name} | {middle_s:.2f} | {most_s:.2f} | {sure.sum()} of {len(SEEDS)} |"


def ways_of_seeing(drive: Drive) -> Iterator[tuple[str, Drive, Seen]]:
    """What the camera saw, drawn or read from a sample drive, and the frames that it has; and what one could see."""
    if len(sys.argv) < 2:
        seen = drawn(drive, 0)
        yield "ruelle, panoramas once a second (drawn)", filmed(drive, seen, pictures=True), lambda k: drawn(drive, k)
        return
    pictures, video = seen_in_pictures(Path(sys.argv[1])), seen_in_video(Path(sys.argv[1]))
    for name, seen in (("panoramas", pictures), ("video", video)):
        frames, exact = filmed(drive, seen, pictures=name == "panoramas"), perfect(drive, seen)
        yield f"ruelle, with the sample's {name}", frames, lambda _, seen=seen: seen
        yield f"the limit: the same {name}, seen without error", frames, lambda _, seen=exact: seen


def main() -> None:
    """Print both tables."""
    drive = true_drive()
    print(f"The sample's drive, {len(SEEDS)} receivers, frames every {SPACING_M:g} m; middle / 95 of 100 frames.\n")
    print("| method | place, worst (m) | frame to frame (m) | heading above 5 km/h (°) | frames placed |")
    print("|---|---|---|---|---|")
    plain: dict[str, Method] = {
        "raw": raw,
        "Kalman filter": kalman,
        "RTS smoother": lambda trajectory, time_s: kalman(trajectory, time_s, smoothed=True),
        "ruelle, track alone": ours,
    }
    for name, method in plain.items():
        print(errors_of(drive, lambda seed, time_s, of=method: of(received(seed), time_s)).row(name), flush=True)
    ways = list(ways_of_seeing(drive))
    for name, frames, seen in ways:
        given = errors_of(frames, lambda seed, time_s, of=seen: ours(received(seed), time_s, of(seed)))
        print(given.row(name), flush=True)
        found = errors_of(frames, lambda seed, time_s, of=seen: with_found_clock(seed, time_s, of(seed)))
        print(found.row(f"{name}, clock found"), flush=True)
    print("| bar | 8 | 0.3 at 95 | 5 at 95 | |\n")
    print("| clock offset found | error, middle (s) | 95 of 100 | sure |\n|---|---|---|---|")
    for name, _, seen in ways:
        print(clock_row(name, seen), flush=True)
    print("| bar | | 0.3 | or stated as unsure |")


def _fixes(trajectory: Trajectory) -> tuple[Floats, Complexes]:
    plane = FRAME.metric_from_wgs84(np.array([[fix.longitude_deg, fix.latitude_deg] for fix in trajectory.fixes]))
    return np.array([fix.time_s for fix in trajectory.fixes]), plane[:, 0] + 1j * plane[:, 1]


def _between(time_s: Floats, known_s: Floats, values: Complexes) -> Complexes:
    return np.interp(time_s, known_s, values.real) + 1j * np.interp(time_s, known_s, values.imag)


def _headings(velocity: Complexes) -> Floats:
    return np.asarray(90.0 - np.degrees(np.angle(velocity)))


def _sampled(cleaned: CleanTrajectory, time_s: Floats) -> tuple[Complexes, Floats]:
    moments = [cleaned.at(float(time)) for time in time_s]
    nowhere = complex(np.nan, np.nan)
    place = np.array([moment.position_m if moment else nowhere for moment in moments])
    degrees = cleaned.frame.wgs84_from_metric(np.column_stack([place.real, place.imag]))
    plane = FRAME.metric_from_wgs84(degrees)
    headings = np.array([moment.heading_deg if moment else np.nan for moment in moments])
    return plane[:, 0] + 1j * plane[:, 1], headings


if __name__ == "__main__":
    main()
