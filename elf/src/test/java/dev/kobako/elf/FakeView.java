package dev.kobako.elf;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A root in memory; links are of files only, and absolute. */
final class FakeView implements LoaderView {
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final SortedMap<String, String> links = new TreeMap<>();

  FakeView file(String path, ElfBuilder elf) {
    files.put(path, elf.build());
    return this;
  }

  FakeView file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  FakeView file(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  FakeView link(String path, String target) {
    links.put(path, target);
    return this;
  }

  @Override
  public Optional<Found> find(String path) {
    String real = normal(path);
    for (int i = 0; i < 40 && links.containsKey(real); i++) {
      real = links.get(real);
    }
    return files.containsKey(real) ? Optional.of(new FakeFile(real)) : Optional.empty();
  }

  @Override
  public List<String> names(String directory) {
    String folder = directory.endsWith("/") ? directory : directory + "/";
    TreeSet<String> names = new TreeSet<>();
    for (SortedMap<String, ?> entries : List.of(files, links)) {
      for (String path : entries.keySet()) {
        if (path.startsWith(folder)) {
          names.add(path.substring(folder.length()).split("/")[0]);
        }
      }
    }
    return List.copyOf(names);
  }

  private static String normal(String path) {
    return Path.of(path).normalize().toString();
  }

  static SeekableByteChannel channel(byte[] bytes) {
    return new BytesChannel(bytes);
  }

  private final class FakeFile implements Found {
    private final String realPath;

    FakeFile(String realPath) {
      this.realPath = realPath;
    }

    @Override
    public String realPath() {
      return realPath;
    }

    @Override
    public SeekableByteChannel open() {
      return channel(files.getOrDefault(realPath, new byte[0]));
    }
  }

  private static final class BytesChannel implements SeekableByteChannel {
    private final byte[] bytes;
    private long position;
    private boolean closed;

    BytesChannel(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      if (position >= bytes.length) {
        return -1;
      }
      int count = (int) Math.min(target.remaining(), bytes.length - position);
      target.put(bytes, (int) position, count);
      position += count;
      return count;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long place) {
      position = place;
      return this;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
