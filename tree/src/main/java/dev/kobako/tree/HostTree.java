package dev.kobako.tree;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder of the host as a tree. Nothing is listed or looked at before it is asked for, so that
 * {@code /} of a whole machine can be used; what was looked at once stays as it was seen. Safe for
 * use by many threads.
 *
 * <p>A place below a link has no entry, so no path leads out of the folder. Sockets have no entry
 * either: they live with their process, and no tar has them. Attributes are all extended ones that
 * the process may see, not only {@code user.}.
 */
public final class HostTree implements Tree {
  private static final String ASKED = "unix:mode,uid,gid,size,nlink,ino,dev,rdev,lastModifiedTime";
  private static final int NAME_MAX = 255;
  private static final int PATH_MAX = 4096;

  private final HostPaths paths;
  private final Map<ImagePath, Optional<Entry>> entries = new ConcurrentHashMap<>();
  private final Map<ImagePath, List<String>> listings = new ConcurrentHashMap<>();
  private final Map<FileIdentity, Long> inodes = new ConcurrentHashMap<>();
  private final AtomicLong lastInode = new AtomicLong();

  /** Inode numbers repeat from one file system to the next. */
  private record FileIdentity(long device, long inode) {
    // A record's own hashCode and equals are linked when they are first called, which takes 10 ms.
    @Override
    public int hashCode() {
      return Long.hashCode(device * 31 + inode);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof FileIdentity that && device == that.device && inode == that.inode;
    }
  }

  private HostTree(Path root) {
    this.paths = new HostPaths(root);
  }

  /**
   * The tree below a folder; the folder itself may be a link.
   *
   * @throws KobakoException if there is no folder
   */
  public static HostTree of(Path root) {
    if (!Files.isDirectory(root)) {
      throw KobakoException.outside(
          Diagnostic.of(
              root.toString(),
              Files.exists(root) ? "not a directory" : "no such directory",
              "name a directory that can be read"),
          null);
    }
    try {
      return new HostTree(root.toRealPath());
    } catch (IOException e) {
      throw unreadable(root, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException if the host refuses to say
   */
  @Override
  public Optional<Entry> entry(ImagePath path) {
    Optional<Entry> known = entries.get(path);
    if (known != null) {
      return known;
    }
    Optional<Entry> found = isInDirectory(path) ? look(path) : Optional.empty();
    // The first look counts, so that all threads see the same.
    Optional<Entry> earlier = entries.putIfAbsent(path, found);
    return earlier == null ? found : earlier;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException if the directory can't be read
   */
  @Override
  public List<String> names(ImagePath directory) {
    List<String> known = listings.get(directory);
    if (known != null) {
      return known;
    }
    if (!(entry(directory).orElse(null) instanceof Entry.Directory)) {
      return List.of();
    }
    List<String> listed = list(paths.host(directory));
    List<String> earlier = listings.putIfAbsent(directory, listed);
    return earlier == null ? listed : earlier;
  }

  private boolean isInDirectory(ImagePath path) {
    Optional<ImagePath> parent = path.parent();
    return parent.isEmpty() || entry(parent.get()).orElse(null) instanceof Entry.Directory;
  }

  private List<String> list(Path directory) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path each : stream) {
        names.add(HostPaths.name(each));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw unreadable(directory, Objects.requireNonNullElseGet(e.getCause(), IOException::new));
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
    Collections.sort(names);
    return List.copyOf(names);
  }

  private Optional<Entry> look(ImagePath path) {
    // A longer name can't exist, and the kernel would answer with an error instead of "none".
    if (3 * path.name().length() > NAME_MAX && PathBytes.encode(path.name()).length > NAME_MAX) {
      return Optional.empty();
    }
    byte[] bytes = paths.bytes(path);
    if (bytes.length >= PATH_MAX) {
      return Optional.empty();
    }
    Path host = paths.host(path);
    try {
      Map<String, Object> seen = Files.readAttributes(host, ASKED, LinkOption.NOFOLLOW_LINKS);
      return entry(host, bytes, seen);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(host, e);
    }
  }

  private Optional<Entry> entry(Path host, byte[] bytes, Map<String, Object> seen)
      throws IOException {
    int mode = (int) value(seen, "mode");
    SortedMap<String, String> xattrs = LinuxFileCalls.xattrs(bytes);
    FileTime mtime = (FileTime) Objects.requireNonNull(seen.get("lastModifiedTime"));
    Attributes attributes =
        new Attributes(
            mode & 07777,
            (int) value(seen, "uid"),
            (int) value(seen, "gid"),
            mtime.toInstant(),
            xattrs);
    // The file type bits of inode(7).
    return switch (mode & 0170000) {
      case 0040000 -> Optional.of(new Entry.Directory(attributes));
      case 0100000 -> Optional.of(file(host, attributes, seen));
      case 0120000 -> Optional.of(new Entry.Symlink(attributes, target(host, bytes)));
      case 0020000 -> Optional.of(device(attributes, false, value(seen, "rdev")));
      case 0060000 -> Optional.of(device(attributes, true, value(seen, "rdev")));
      case 0010000 -> Optional.of(new Entry.Fifo(attributes));
      default -> Optional.empty();
    };
  }

  private Entry file(Path host, Attributes attributes, Map<String, Object> seen) {
    long inode = 0;
    if (value(seen, "nlink") > 1) {
      FileIdentity identity = new FileIdentity(value(seen, "dev"), value(seen, "ino"));
      inode = inodes.computeIfAbsent(identity, _ -> lastInode.incrementAndGet());
    }
    return new Entry.RegularFile(attributes, Content.of(host, value(seen, "size")), inode);
  }

  private static String target(Path host, byte[] bytes) throws IOException {
    Optional<byte[]> exact = LinuxFileCalls.linkTarget(bytes);
    return exact.isPresent()
        ? PathBytes.decode(exact.get())
        : HostPaths.text(Files.readSymbolicLink(host));
  }

  /** Numbers are put together as makedev(3) of Linux does. */
  private static Entry device(Attributes attributes, boolean block, long rdev) {
    long major = ((rdev >>> 8) & 0xFFF) | ((rdev >>> 32) & 0xFFFF_F000L);
    long minor = (rdev & 0xFF) | ((rdev >>> 12) & 0xFFFF_FF00L);
    return new Entry.Device(attributes, block, major, minor);
  }

  private static long value(Map<String, Object> seen, String name) {
    return ((Number) Objects.requireNonNull(seen.get(name))).longValue();
  }

  private static KobakoException unreadable(Path host, IOException cause) {
    String reason =
        cause instanceof AccessDeniedException
            ? "permission denied"
            : String.valueOf(cause.getMessage());
    return KobakoException.outside(
        Diagnostic.of(
            Printable.text(host.toString()),
            "can't be read: " + reason,
            "run as a user who may read it, or leave it out"),
        cause);
  }
}
