package dev.kobako.image;

import java.nio.ByteBuffer;

/** A read-only channel over an array. */
final class ArrayChannel extends ReadOnlyChannel {
  private final byte[] bytes;
  private boolean open = true;

  ArrayChannel(byte[] bytes) {
    super(bytes.length);
    this.bytes = bytes;
  }

  @Override
  protected int readAt(long at, ByteBuffer target) {
    int count = Math.min(target.remaining(), bytes.length - (int) at);
    target.put(bytes, (int) at, count);
    return count;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
