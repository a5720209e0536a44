package dev.kobako.cli;

import dev.kobako.debian.DebianArchitecture;
import dev.kobako.image.Content;
import dev.kobako.image.Platform;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two packages whose contents call for what kobako makes in place of maintainer scripts; with one
 * by the name of {@code libc6} that is the cache of libraries, too.
 */
final class TrainingPackages {
  static final String ARCHITECTURE = DebianArchitecture.of(Platform.host());

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/libc.so.6"),
          Path.of("/usr/lib/aarch64-linux-gnu/libc.so.6"));

  private TrainingPackages() {}

  /**
   * A package.
   *
   * @param control its fields, one a line
   * @param deb the bytes of its file; owned by the maker
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Made(String name, String control, byte[] deb) {}

  /** The packages, with files of this machine. */
  static List<Made> of(Path folder) throws IOException {
    SortedMap<String, byte[]> system = new TreeMap<>();
    put(system, "/usr/share/base-passwd/passwd.master", "root:*:0:0:root:/root:/bin/bash\n");
    put(system, "/usr/share/base-passwd/group.master", "root:*:0:\n");
    put(system, "/usr/share/zoneinfo/Etc/UTC", "TZif2");
    Path authority = folder.resolve("authority.pem");
    if (Files.exists(authority)) {
      String target = "/usr/share/ca-certificates/training/authority.crt";
      system.put(target, Files.readAllBytes(authority));
    }
    for (Path library : LIBRARIES) {
      if (Files.exists(library)) {
        system.put(library.toString(), Files.readAllBytes(library));
      }
    }
    SortedMap<String, byte[]> program = new TreeMap<>();
    put(program, "/usr/bin/training", "#!/bin/sh\n");
    return List.of(
        made("training", "Depends: libc6 (>= 1.0) | training-other\n", program),
        made("libc6", "", system));
  }

  private static void put(SortedMap<String, byte[]> files, String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Made made(String name, String more, SortedMap<String, byte[]> files)
      throws IOException {
    String control =
        """
        Package: %s
        Version: 1.0-1
        Architecture: %s
        Maintainer: Training <training@example.org>
        Description: nothing
        %s\
        """
            .formatted(name, ARCHITECTURE, more);
    put(files, "/usr/share/doc/" + name + "/copyright", "License: none\n");
    SortedMap<String, byte[]> scripts = new TreeMap<>();
    put(scripts, "/control", control);
    put(
        scripts,
        "/postinst",
        """
        #!/bin/sh
        set -e
        if [ "$1" = configure ]; then
          adduser --system --group --home /var/lib/training training || true
          update-alternatives --install /usr/bin/made made /usr/bin/training 10
        fi
        """);
    ByteArrayOutputStream deb = new ByteArrayOutputStream();
    deb.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    member(deb, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
    member(deb, "control.tar.xz", tar(scripts));
    member(deb, "data.tar.xz", tar(files));
    return new Made(name, control, deb.toByteArray());
  }

  /** A member of an ar archive (ar(5)); members begin at even places. */
  private static void member(ByteArrayOutputStream deb, String name, byte[] bytes) {
    deb.writeBytes(
        "%-16s%-12d%-6d%-6d%-8s%-10d`\n"
            .formatted(name, 0, 0, 0, "100644", bytes.length)
            .getBytes(StandardCharsets.US_ASCII));
    deb.writeBytes(bytes);
    if (bytes.length % 2 == 1) {
      deb.write('\n');
    }
  }

  private static byte[] tar(SortedMap<String, byte[]> files) throws IOException {
    MemoryTree.Builder tree = MemoryTree.builder();
    files.forEach((path, bytes) ->
        tree.put(
            ImagePath.of(path), new Entry.RegularFile(Attributes.of(0755), Content.of(bytes), 0)));
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    TarWriter.write(tree.build(), TarOptions.fixed(Instant.EPOCH), tar);
    return TrainingArchive.xz(tar.toByteArray());
  }
}
