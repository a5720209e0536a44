package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Image;
import dev.kobako.image.Manifest;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.ParseResult;

/**
 * What {@code --annotation} says.
 *
 * @param manifest notes at the manifest of each image
 * @param index notes at the index of several
 */
record Annotations(SortedMap<String, String> manifest, SortedMap<String, String> index) {
  private static final String MANIFEST = "manifest:";
  private static final String INDEX = "index:";

  Annotations {
    manifest = Collections.unmodifiableSortedMap(new TreeMap<>(manifest));
    index = Collections.unmodifiableSortedMap(new TreeMap<>(index));
  }

  /** Those of a command; without a kind they are the manifest's. */
  static Annotations of(ParseResult parsed) {
    SortedMap<String, String> manifest = new TreeMap<>();
    SortedMap<String, String> index = new TreeMap<>();
    for (String text : Options.texts(parsed, "--annotation")) {
      String kind = text.startsWith(INDEX) ? INDEX : MANIFEST;
      String note = text.startsWith(kind) ? text.substring(kind.length()) : text;
      int equals = note.indexOf('=');
      if (equals < 1 || note.startsWith("manifest-") || note.startsWith("index-")) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--annotation " + text,
                "expected NAME=VALUE, manifest:NAME=VALUE or index:NAME=VALUE",
                "write --annotation org.opencontainers.image.title=app"));
      }
      (kind.equals(INDEX) ? index : manifest)
          .put(note.substring(0, equals), note.substring(equals + 1));
    }
    return new Annotations(manifest, index);
  }

  /** The same of an image without an index. */
  Image on(Image image) {
    return manifest.isEmpty()
        ? image
        : on(Artifact.of(image)).image("image", image.config().platform());
  }

  /** The image with the manifest's notes in place of its own, if there are any. */
  Artifact on(Artifact image) {
    if (manifest.isEmpty()) {
      return image;
    }
    Descriptor old = image.descriptor();
    Manifest plain = Manifest.parse("image", old, image.manifestBytes());
    byte[] bytes =
        new Manifest(plain.mediaType(), plain.config(), plain.layers(), manifest).bytes();
    Descriptor descriptor = Descriptor.of(plain.mediaType(), bytes);
    return new Artifact(
        old.platform().map(descriptor::withPlatform).orElse(descriptor),
        Content.of(bytes),
        image.blobs(),
        List.of());
  }
}
