package dev.kobako.compare;

/** Is told how a comparison goes; by several threads. */
public interface ComparisonEvents {
  /**
   * A cell is being made.
   *
   * @param number from 1
   */
  void started(int number, int count, Cell cell);

  /** A cell is done, or was known. */
  void done(int number, int count, CellResult result);
}
