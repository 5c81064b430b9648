const KINDS =
  /^(Allée|Avenue|Boulevard|Chemin|Cité|Clos|Cour|Cours|Esplanade|Faubourg|Hameau|Impasse|Lotissement|Mail|Passage|Place|Placette|Promenade|Quai|Résidence|Rond-point|Route|Rue|Ruelle|Sente|Sentier|Square|Traverse|Venelle|Villa|Voie)\b/u;

/** A French street name inside a sentence: « rue du Prieuré », but « Grand'Rue ». */
export const withinSentence = (street: string): string => street.replace(KINDS, (kind) => kind.toLowerCase());
