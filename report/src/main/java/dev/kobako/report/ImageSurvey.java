package dev.kobako.report;

/**
 * All that one pass over an image tells.
 *
 * @param analysis where the bytes went
 * @param inventory every file of which they are
 */
public record ImageSurvey(Analysis analysis, Inventory inventory) {}
