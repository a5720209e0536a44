package dev.kobako.elf;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of this host, or all of it, as a root; links are followed inside it. */
final class HostView implements LoaderView {
  private static final int MAX_LINKS = 40;

  private final Path root;
  private final Map<String, Optional<String>> folders = new HashMap<>();
  private final Map<String, HostFile> files = new HashMap<>();

  HostView(Path root) {
    this.root = root;
  }

  @Override
  public Optional<Found> find(String path) {
    return resolve(path, 0)
        .filter(real -> Files.isRegularFile(on(real), LinkOption.NOFOLLOW_LINKS))
        .map(real -> files.computeIfAbsent(real, HostFile::new));
  }

  @Override
  public List<String> names(String directory) {
    Optional<String> real = resolve(directory, 0);
    if (real.isEmpty() || !Files.isDirectory(on(real.get()))) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(on(real.get()))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  Path on(String path) {
    return Path.of(root + "/" + path);
  }

  /** The path without links, whether anything is there or not; folders are remembered. */
  private Optional<String> resolve(String path, int depth) {
    if (depth > MAX_LINKS) {
      return Optional.empty();
    }
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    if (end == 0) {
      return Optional.of("");
    }
    int slash = path.lastIndexOf('/', end - 1);
    String name = path.substring(slash + 1, end);
    String above = path.substring(0, slash);
    Optional<String> folder = folders.get(above);
    if (folder == null) {
      folder = resolve(above, depth);
      folders.put(above, folder);
    }
    if (folder.isEmpty() || name.equals(".")) {
      return folder;
    }
    String here = folder.get();
    if (name.equals("..")) {
      return Optional.of(here.substring(0, Math.max(0, here.lastIndexOf('/'))));
    }
    try {
      Path place = on(here + "/" + name);
      if (!Files.isSymbolicLink(place)) {
        return Optional.of(here + "/" + name);
      }
      String target = Files.readSymbolicLink(place).toString();
      return resolve(target.startsWith("/") ? target : here + "/" + target, depth + 1);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private final class HostFile implements Found {
    private final String realPath;
    private Optional<ElfFile> elf = Optional.empty();
    private boolean read;

    HostFile(String realPath) {
      this.realPath = realPath;
    }

    @Override
    public String realPath() {
      return realPath;
    }

    @Override
    public SeekableByteChannel open() throws IOException {
      return Files.newByteChannel(on(realPath));
    }

    @Override
    public Optional<ElfFile> elf() throws IOException {
      if (!read) {
        try (SeekableByteChannel channel = open()) {
          elf = ElfFile.read(channel, realPath);
          read = true;
        }
      }
      return elf;
    }
  }
}
