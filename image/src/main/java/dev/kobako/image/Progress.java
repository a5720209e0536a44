package dev.kobako.image;

/** Follows how blobs move; called by many threads at once. */
public interface Progress {
  /** Nobody looks. */
  Progress NONE =
      new Progress() {
        @Override
        public Transfer start(String what, long size) {
          return Transfer.NONE;
        }
      };

  /**
   * A blob's turn has come.
   *
   * @param what is moved, for people: {@code layer 3b1c2d4e5f60}, {@code config 0a1b…}
   * @param size in bytes
   */
  Transfer start(String what, long size);

  /** Something that people should know about the move as a whole; one line. */
  default void note(String text) {}

  /** One blob on its way. */
  interface Transfer {
    /** Nobody looks. */
    Transfer NONE =
        new Transfer() {
          @Override
          public void moved(long bytes) {}

          @Override
          public void spared(long bytes, String why) {}

          @Override
          public void end() {}
        };

    /** More bytes were moved. */
    void moved(long bytes);

    /**
     * Bytes that need not move.
     *
     * @param why as in {@code already there}, {@code mounted}, {@code resumed}
     */
    void spared(long bytes, String why);

    /** It is complete; not called where it fails. */
    void end();
  }
}
