package dev.kobako.toolbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.ElfRelinker;
import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.FolderLock;
import dev.kobako.image.StagedFile;
import dev.kobako.tree.Entry;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where one version of a tool is: {@code TOOL/VERSION/TOOL}, the program, and for a dynamic one
 * {@code TOOL/VERSION/lib} with its loader and libraries. The program names both by absolute paths,
 * so that a moved folder has to be made anew.
 *
 * <p>A folder appears and goes in one step. What is being written or removed lies in {@code .new-…}
 * and {@code .old-…} beside it while the lock {@code .lock} is held; what is found there by the
 * next one who has the lock was left by a process that was killed.
 *
 * @param path absolute
 */
record ToolFolder(Path path) {
  private static final String LIBRARIES = "lib";
  private static final String LOCK = ".lock";
  private static final String NEW = ".new-";
  private static final String OLD = ".old-";

  /** What ld.so(8) takes for the end of a folder, or for the start of a name that it replaces. */
  private static final String SPECIAL = ":$";

  ToolFolder {
    String text = path.toString();
    if (text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0)) {
      throw KobakoException.usage(
          Diagnostic.of(
              text,
              "has a ':' or '$' in it, which the loader of programs takes for something else",
              "choose another folder with KOBAKO_HOME"));
    }
  }

  /** The program, whether it is there or not. */
  Path program(Tool tool) {
    return path.resolve(tool.command());
  }

  private Path parent() {
    return StagedFile.folderOf(path);
  }

  /**
   * Lays a tool out, unless another process has done so meanwhile. What is there and doesn't start
   * is replaced: its files may be damaged, or its home was moved.
   *
   * @param tree packages of the program and its libraries
   * @throws KobakoException a finding, where the packages lack something; outside, where the disk
   *     fails
   */
  void lay(Tool tool, Tree tree) {
    Entry.RegularFile program = program(tool, tree);
    Path staging = parent().resolve(NEW + path.getFileName());
    try {
      Files.createDirectories(parent());
      try (FolderLock _ = FolderLock.on(parent().resolve(LOCK))) {
        if (VersionProbe.version(tool, program(tool)).isPresent()) {
          return;
        }
        try {
          sweep();
          write(tool, tree, program, Files.createDirectory(staging));
          remove();
          Files.move(staging, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          sweep();
        }
      }
    } catch (IOException e) {
      throw DiskFailure.writing(path, e);
    }
  }

  private static Entry.RegularFile program(Tool tool, Tree tree) {
    for (String place : tool.places()) {
      Optional<Entry.RegularFile> file = tree.resolve(place).file();
      if (file.isPresent()) {
        return file.get();
      }
    }
    throw KobakoException.finding(
        Diagnostic.of(
            "package " + tool.debianPackage(),
            "has no " + String.join(" and no ", tool.places()),
            "install " + tool.command() + " on this machine instead"));
  }

  private void write(Tool tool, Tree tree, Entry.RegularFile program, Path staging)
      throws IOException {
    Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path file = staging.resolve(tool.command());
    try (SeekableByteChannel channel = program.content().openChannel()) {
      Optional<String> loader =
          ElfFile.read(channel, tool.command()).flatMap(ElfFile::interpreter).map(ToolFolder::name);
      Path libraries = path.resolve(LIBRARIES);
      Optional<byte[]> relinked =
          loader.isEmpty()
              ? Optional.empty()
              : ElfRelinker.relink(
                  channel,
                  tool.command(),
                  libraries.resolve(loader.get()).toString(),
                  List.of(libraries.toString()));
      if (relinked.isEmpty()) {
        copy(program.content(), file);
        return;
      }
      writeExecutable(file, relinked.get());
    }
    Path libraries = Files.createDirectory(staging.resolve(LIBRARIES));
    for (Map.Entry<String, Entry.RegularFile> library :
        SharedLibraries.of(tree, program, tool.debianPackage()).entrySet()) {
      copy(library.getValue().content(), libraries.resolve(library.getKey()));
    }
  }

  /** The last part of a path. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void copy(Content content, Path file) throws IOException {
    try (InputStream in = content.open()) {
      Files.copy(in, file);
    }
    finish(file);
  }

  private static void writeExecutable(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    finish(file);
  }

  /** Makes it executable, and its bytes safe before the folder gets its name. */
  private static void finish(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Takes the folder away, if it is there; the lock is held. */
  private void remove() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Path old = parent().resolve(OLD + path.getFileName());
      Files.move(path, old, StandardCopyOption.ATOMIC_MOVE);
      delete(old);
    }
  }

  /** Removes what was begun and not ended; the lock is held. */
  private void sweep() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent(), ".{new,old}-*")) {
      for (Path each : all) {
        delete(each);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /**
   * Removes the tool; whoever runs it keeps what it has open.
   *
   * @return the bytes of its files
   */
  long discard() {
    try (FolderLock _ = FolderLock.on(parent().resolve(LOCK))) {
      long bytes = bytes();
      remove();
      return bytes;
    } catch (IOException e) {
      throw DiskFailure.writing(path, e);
    }
  }

  /** The bytes of all its files; 0 where it is not there. */
  long bytes() {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    long bytes = 0;
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(each);
      }
      return bytes;
    } catch (IOException e) {
      throw DiskFailure.reading(path, e);
    }
  }
}
