package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebFile;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.Stanza;
import dev.kobako.debian.UnpackedPackages;
import dev.kobako.image.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Packages from where the host has its own, fetched by apt-get and unpacked. */
final class RealPackages {
  private static final PackageSource SOURCE =
      new PackageSource("http://archive.example/debian", "bookworm", "main");

  private RealPackages() {}

  /** The newest version of each that the host can have, unpacked in this order. */
  static UnpackedPackages unpacked(Path folder, String... names) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "apt-get is needed");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "dpkg-deb is needed");
    Path debs = Files.createDirectories(folder.resolve("debs"));
    List<String> download = new ArrayList<>(List.of("apt-get", "-q", "download"));
    download.addAll(List.of(names));
    assumeTrue(Tools.run(debs, download).status() == 0, "apt-get can't fetch packages here");
    List<DebFile.Fetched> fetched = new ArrayList<>();
    for (String name : names) {
      fetched.add(fetched(debs, deb(debs, name.replaceFirst("[=/:].*", ""))));
    }
    return UnpackedPackages.of(DebFile.openAll(fetched, folder.resolve("unpacked")));
  }

  private static Path deb(Path debs, String name) throws IOException {
    try (Stream<Path> files = Files.list(debs)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name + "_"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static DebFile.Fetched fetched(Path folder, Path deb) throws Exception {
    byte[] bytes = Files.readAllBytes(deb);
    Tools.Result control = Tools.run(folder, List.of("dpkg-deb", "-f", deb.toString()));
    assertThat(control.status()).isZero();
    String text =
        control.text()
            + "Filename: pool/%s\nSize: %d\nSHA256: %s\n"
                .formatted(
                    deb.getFileName(),
                    bytes.length,
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    Stanza stanza = Stanza.split(text.getBytes(StandardCharsets.UTF_8)).getFirst();
    return new DebFile.Fetched(new AvailablePackage(stanza, SOURCE), Content.of(deb, bytes.length));
  }
}
