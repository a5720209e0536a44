package dev.kobako.report;

/**
 * The figures that dive shows, as it defines them, for people who compare and for budgets written
 * for it. They are not what kobako calls waste: dive counts all copies of a path that several
 * layers have, the visible one too, and leaves out files that are deleted with their directory.
 *
 * @param efficiency the least bytes of each path among its copies, as a part of those of all
 *     copies; 1 is best
 * @param wastedBytes of all copies of paths that more than one layer has
 * @param wastedUserPart {@code wastedBytes} as a part of the bytes of all layers but the lowest; 0
 *     where those have none
 */
public record DiveFigures(double efficiency, long wastedBytes, double wastedUserPart) {}
