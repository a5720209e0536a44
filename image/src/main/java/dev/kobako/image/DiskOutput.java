package dev.kobako.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes that go into a file, from the first on, not buffered. A disk that fails is told as {@link
 * DiskFailure#writing}, so nobody takes it for a failure of where the bytes come from. Who opens it
 * closes it.
 */
public final class DiskOutput extends OutputStream {
  private final Path file;
  private final OutputStream out;

  private DiskOutput(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * What is written to a file, made if need be; what it had is gone.
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, where it can't be written, as all
   *     methods do
   */
  public static DiskOutput open(Path file) {
    try {
      return new DiskOutput(file, stream(file));
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    }
  }

  /**
   * The same with the exceptions of java.nio. An empty file is not truncated: what was truncated,
   * ext4 brings to the disk when it is closed, and lets its writer wait (mount option
   * auto_da_alloc).
   */
  public static OutputStream stream(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) == 0
        ? Files.newOutputStream(file, StandardOpenOption.WRITE)
        : Files.newOutputStream(file);
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    }
  }
}
