package dev.kobako.debian;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.testkit.DebBuilder;
import dev.kobako.testkit.TarBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small package that a repository offers as it is. */
final class TestDeb {
  private final String control;
  private final TarBuilder controlFiles;

  private TestDeb(String control) {
    this.control = control;
    this.controlFiles = new TarBuilder().file("./control", 0644, control);
  }

  /** Version 1.0 for amd64, with more fields, each ended by a line feed. */
  static TestDeb named(String name, String... fields) {
    List<String> lines = new ArrayList<>(List.of("Package: " + name, "Version: 1.0"));
    lines.add("Architecture: amd64");
    lines.addAll(List.of(fields));
    return new TestDeb(String.join("\n", lines) + "\n");
  }

  TestDeb with(String controlFile, String text) {
    controlFiles.file("./" + controlFile, 0755, text);
    return this;
  }

  byte[] bytes(TarBuilder data) {
    return DebBuilder.of(controlFiles, data).bytes();
  }

  byte[] controlTar() {
    return controlFiles.bytes();
  }

  DebFile.Fetched fetched(byte[] deb) {
    return offered(control, deb);
  }

  DebFile open(TarBuilder data, Path folder) {
    return DebFile.open(fetched(bytes(data)), folder);
  }

  /** What an index would say of a .deb. */
  static DebFile.Fetched offered(String control, byte[] deb) {
    String stanza =
        control
            + "Filename: pool/main/t/test.deb\nSize: %d\nSHA256: %s\n"
                .formatted(deb.length, Digest.sha256(deb).hex());
    return new DebFile.Fetched(
        new AvailablePackage(
            new Stanza(stanza), new PackageSource("http://deb.test/debian", "test", "main")),
        Content.of(deb));
  }
}
