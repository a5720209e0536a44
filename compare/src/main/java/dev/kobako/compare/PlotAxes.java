package dev.kobako.compare;

/**
 * What a plot draws against what.
 *
 * @param x to the right
 * @param y upwards
 */
public record PlotAxes(Measure x, Measure y) {}
