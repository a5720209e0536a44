package dev.kobako.tree;

/** Takes bytes as they pass. */
@FunctionalInterface
public interface ByteSink {
  /**
   * The next bytes. They are the giver's: they may be read during the call, and never changed.
   *
   * @param buffer holds them
   * @param offset of the first one
   * @param length how many there are
   */
  void take(byte[] buffer, int offset, int length);
}
