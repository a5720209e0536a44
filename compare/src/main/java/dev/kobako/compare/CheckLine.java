package dev.kobako.compare;

import dev.kobako.config.FieldText;

/**
 * One thing that is done to a run of a cell, and what must come of it, in the user's words.
 *
 * @param kind as in {@code exec}, {@code http}, {@code check}
 * @param words what is behind it
 */
public record CheckLine(String kind, FieldText words) {}
