package dev.kobako.compare;

/** Makes cells, runs them and measures. Used by several threads at once. */
public interface CellWork {
  /** A cell that is about to be made. */
  interface Prepared {
    /** All that its result depends on. */
    CellInputs inputs();

    /**
     * Makes it, runs it and measures.
     *
     * @throws CellFailure where it can't be made, or does not work
     */
    Figures measure() throws CellFailure;
  }

  /**
   * Finds out what a cell depends on.
   *
   * @throws CellFailure where it can't be made
   */
  Prepared prepare(Cell cell) throws CellFailure;
}
