package dev.kobako.sandbox;

import dev.kobako.image.Content;
import dev.kobako.image.FileContent;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes files below a folder of the host, by system calls on names relative to it: whatever bytes a
 * name has, and as long as a name in a container may be. Belongs to the thread that made it.
 */
final class FolderCalls implements AutoCloseable {
  static final int CHARACTERS = 0020000;
  static final int BLOCKS = 0060000;
  static final int PIPE = 0010000;

  private static final MemorySegment OPENAT = Kernel.find("openat");
  private static final MemorySegment MKDIRAT = Kernel.find("mkdirat");
  private static final MemorySegment SYMLINKAT = Kernel.find("symlinkat");
  private static final MemorySegment LINKAT = Kernel.find("linkat");
  private static final MemorySegment FCHOWNAT = Kernel.find("fchownat");
  private static final MemorySegment FCHMODAT = Kernel.find("fchmodat");
  private static final MemorySegment UTIMENSAT = Kernel.find("utimensat");
  private static final MemorySegment FCHOWN = Kernel.find("fchown");
  private static final MemorySegment FCHMOD = Kernel.find("fchmod");
  private static final MemorySegment FUTIMENS = Kernel.find("futimens");
  private static final MemorySegment FSETXATTR = Kernel.find("fsetxattr");
  private static final MemorySegment COPY_FILE_RANGE = Kernel.find("copy_file_range");
  private static final MemorySegment WRITE = Kernel.find("write");
  private static final int MKNODAT = CallNumbers.ofJava("mknodat");

  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int O_DIRECTORY = 0200000;
  private static final int O_NOFOLLOW = 0400000;
  private static final int NEW_FILE =
      LinuxCalls.O_WRONLY
          | LinuxCalls.O_CREAT
          | LinuxCalls.O_EXCL
          | O_NOFOLLOW
          | LinuxCalls.O_CLOEXEC;

  /** While it is being filled, a file is the caller's alone. */
  private static final int HALF_DONE = 0600;

  private static final int HALF_DONE_FOLDER = 0700;
  private static final int PATH_MAX = 4096;
  private static final int BUFFER = 64 << 10;
  private static final long LARGEST_COPY = 1 << 30;

  private final LinuxCalls calls = new LinuxCalls();
  private final MemorySegment name = calls.memory(PATH_MAX);
  private final MemorySegment other = calls.memory(PATH_MAX);
  private final MemorySegment times = calls.memory(2 * 16);
  private final MemorySegment offset = calls.memory(Long.BYTES);
  private final MemorySegment buffer = calls.memory(BUFFER);
  private final Map<Path, Integer> sources = new HashMap<>();
  private final int folder;

  /** Where the kernel doesn't copy between these disks, the bytes pass through here. */
  private boolean isCopiedByKernel = true;

  /**
   * Opens the folder.
   *
   * @throws IOException if that can't be done
   */
  FolderCalls(Path root) throws IOException {
    folder =
        calls.open(calls.text(root.toString()), LinuxCalls.O_PATH | O_DIRECTORY | O_NOFOLLOW, 0);
    if (folder < 0) {
      calls.close();
      throw failure(folder, root.toString());
    }
  }

  /** Makes a directory that the caller alone can enter until it is {@linkplain #dress dressed}. */
  void directory(ImagePath path) throws IOException {
    require(calls.call(MKDIRAT, folder, at(path), HALF_DONE_FOLDER), path);
  }

  void symlink(ImagePath path, String target) throws IOException {
    long text = text(PathBytes.encode(target), 0, other);
    require(calls.call(SYMLINKAT, text, folder, at(path)), path);
  }

  /** Gives a file a further name. */
  void link(ImagePath path, ImagePath first) throws IOException {
    byte[] there = PathBytes.encode(first.toString());
    long from = text(there, 1, other);
    require(calls.call(LINKAT, folder, from, folder, at(path), 0, 0), path);
  }

  /**
   * Makes a device or a named pipe.
   *
   * @param type {@link #CHARACTERS}, {@link #BLOCKS} or {@link #PIPE}
   */
  void node(ImagePath path, int type, long major, long minor) throws IOException {
    if (major >= 1 << 12 || minor >= 1 << 20) {
      throw new IOException(path + ": the kernel has no device " + major + ":" + minor);
    }
    long device = (minor & 0xFF) | (major << 8) | ((minor & ~0xFFL) << 12);
    require(calls.direct(MKNODAT, folder, at(path), type | HALF_DONE, device), path);
  }

  /** Makes a regular file with all that it has but further names. */
  void file(ImagePath path, Content content, Attributes attributes, boolean owned)
      throws IOException {
    int file = calls.call(OPENAT, folder, at(path), NEW_FILE, HALF_DONE, 0, 0);
    require(file, path);
    boolean done = false;
    try {
      fill(file, content, path);
      if (owned) {
        require(calls.call(FCHOWN, file, attributes.uid(), attributes.gid()), path);
      }
      // After the owner: another one takes setuid and capabilities away.
      require(calls.call(FCHMOD, file, attributes.mode(), 0), path);
      if (owned) {
        putXattrs(file, attributes);
      }
      putTimes(attributes);
      require(calls.call(FUTIMENS, file, times.address(), 0), path);
      done = true;
    } finally {
      int closed = calls.call(LinuxCalls.CLOSE, file, 0, 0);
      if (done) {
        require(closed, path);
      }
    }
  }

  /** Gives what is not a regular file its attributes; a link keeps the mode that all links have. */
  void dress(ImagePath path, Attributes attributes, boolean owned, boolean isLink)
      throws IOException {
    if (owned) {
      require(
          calls.call(
              FCHOWNAT,
              folder,
              at(path),
              attributes.uid(),
              attributes.gid(),
              AT_SYMLINK_NOFOLLOW,
              0),
          path);
    }
    if (!isLink) {
      require(calls.call(FCHMODAT, folder, at(path), attributes.mode(), 0, 0, 0), path);
    }
    putTimes(attributes);
    require(
        calls.call(UTIMENSAT, folder, at(path), times.address(), AT_SYMLINK_NOFOLLOW, 0, 0), path);
  }

  /** Gives a directory its extended attributes. */
  void putXattrs(ImagePath path, Attributes attributes) throws IOException {
    int directory =
        calls.call(
            OPENAT, folder, at(path), O_DIRECTORY | O_NOFOLLOW | LinuxCalls.O_CLOEXEC, 0, 0, 0);
    require(directory, path);
    putXattrs(directory, attributes);
    calls.close(directory);
  }

  /** What a disk doesn't take is left out, as tar does. */
  private void putXattrs(int file, Attributes attributes) {
    attributes
        .xattrs()
        .forEach((key, value) -> {
          byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
          MemorySegment memory = calls.memory(Math.max(1, bytes.length));
          MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
          int _ =
              calls.call(
                  FSETXATTR, file, calls.text(key).address(), memory.address(), bytes.length, 0, 0);
        });
  }

  private void putTimes(Attributes attributes) {
    Instant mtime = attributes.mtime();
    for (int i = 0; i < 4; i += 2) {
      times.setAtIndex(ValueLayout.JAVA_LONG, i, mtime.getEpochSecond());
      times.setAtIndex(ValueLayout.JAVA_LONG, i + 1, mtime.getNano());
    }
  }

  private void fill(int file, Content content, ImagePath path) throws IOException {
    if (content.size() > 0
        && isCopiedByKernel
        && content instanceof FileContent slice
        && copied(file, slice, path)) {
      return;
    }
    byte[] bytes = new byte[(int) Math.min(BUFFER, Math.max(1, content.size()))];
    try (InputStream in = content.open()) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, count);
        int written = 0;
        while (written < count) {
          int now = calls.call(WRITE, file, buffer.address() + written, count - written);
          require(now, path);
          written += now;
        }
      }
    }
  }

  /** Has the kernel copy a slice; whether it does that at all. */
  private boolean copied(int file, FileContent slice, ImagePath path) throws IOException {
    int source = source(slice.file());
    offset.set(ValueLayout.JAVA_LONG, 0, slice.offset());
    long left = slice.size();
    while (left > 0) {
      int count =
          calls.call(
              COPY_FILE_RANGE, source, offset.address(), file, 0, Math.min(left, LARGEST_COPY), 0);
      if (count < 0 && left == slice.size() && isUnableToCopy(count)) {
        isCopiedByKernel = false;
        return false;
      }
      require(count, path);
      if (count == 0) {
        throw new EOFException(slice.file() + ": ends early");
      }
      left -= count;
    }
    return true;
  }

  /** EXDEV, EINVAL, ENOSYS, EOPNOTSUPP. */
  private static boolean isUnableToCopy(int error) {
    return error == -18 || error == -22 || error == -38 || error == -95;
  }

  private int source(Path file) throws IOException {
    Integer open = sources.get(file);
    if (open == null) {
      open = calls.open(calls.text(file.toString()), 0, 0);
      if (open < 0) {
        throw failure(open, file.toString());
      }
      sources.put(file, open);
    }
    return open;
  }

  private long at(ImagePath path) {
    return path.isRoot()
        ? text(new byte[] {'/', '.'}, 1, name)
        : text(PathBytes.encode(path.toString()), 1, name);
  }

  private long text(byte[] bytes, int from, MemorySegment usual) {
    int length = bytes.length - from;
    MemorySegment place = length < usual.byteSize() ? usual : calls.memory(length + 1L);
    MemorySegment.copy(bytes, from, place, ValueLayout.JAVA_BYTE, 0, length);
    place.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
    return place.address();
  }

  private static void require(int result, ImagePath path) throws IOException {
    if (result < 0) {
      throw failure(result, path.toString());
    }
  }

  private static IOException failure(int result, String place) {
    return new IOException(place + ": " + LinuxCalls.reason(-result));
  }

  @Override
  public void close() {
    sources.values().forEach(calls::close);
    calls.close(folder);
    calls.close();
  }
}
