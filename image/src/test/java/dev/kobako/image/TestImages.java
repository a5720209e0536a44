package dev.kobako.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Small images that are the same in each run. */
final class TestImages {
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private TestImages() {}

  /** A tar with files of the given names, each holding its own name. */
  static byte[] tar(String... names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(out);
    try {
      for (String name : names) {
        tar.file(name, name.getBytes(StandardCharsets.UTF_8));
      }
      tar.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Bytes that compress by about half. */
  static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    Random random = new Random(7);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(16));
    }
    return bytes;
  }

  static Layer layer(Path folder, Compression compression, byte[] tar) {
    return LayerWriter.write(folder, compression, out -> out.write(tar));
  }

  /** An image with a layer for each compression, called file0, file1 and so on. */
  static Image image(Path folder, Compression... compressions) {
    ImageConfig config =
        ImageConfig.builder()
            .platform(Platform.of("linux", "amd64", Optional.empty()))
            .cmd(List.of("/file0"))
            .build();
    ImageAssembly assembly = ImageAssembly.scratch(config);
    for (Compression compression : Arrays.asList(compressions)) {
      String name = "file" + assembly.layers().size();
      assembly =
          assembly.plus(
              layer(folder, compression, tar(name)), HistoryEntry.of(TIME, "COPY " + name));
    }
    return assembly.image(TIME);
  }

  /** An image of a small layer for a platform. */
  static Artifact artifact(Path folder, Platform platform, Compression... compression) {
    Compression packed = compression.length == 0 ? Compression.GZIP : compression[0];
    Layer layer = layer(folder, packed, tar("file"));
    return Artifact.of(
        ImageAssembly.scratch(ImageConfig.builder().platform(platform).build())
            .plus(layer, HistoryEntry.of(TIME, "COPY file"))
            .image(TIME));
  }

  /** BuildKit's proof of origin about an image, to stand beside it in an index. */
  static Artifact attestation(Artifact image) {
    byte[] config = Json.bytes(Map.of("architecture", "unknown", "os", "unknown"));
    byte[] statement = "{}".getBytes(StandardCharsets.UTF_8);
    Descriptor configDescriptor = Descriptor.of(MediaType.OCI_CONFIG, config);
    Descriptor statementDescriptor = Descriptor.of("application/vnd.in-toto+json", statement);
    byte[] manifest =
        new Manifest(
                MediaType.OCI_MANIFEST,
                configDescriptor,
                List.of(statementDescriptor),
                new TreeMap<>())
            .bytes();
    TreeMap<String, String> notes = new TreeMap<>();
    notes.put("vnd.docker.reference.type", "attestation-manifest");
    notes.put("vnd.docker.reference.digest", image.descriptor().digest().toString());
    Descriptor descriptor =
        Descriptor.of(MediaType.OCI_MANIFEST, manifest)
            .withAnnotations(notes)
            .withPlatform(Platform.of("unknown", "unknown", Optional.empty()));
    return new Artifact(
        descriptor,
        Content.of(manifest),
        List.of(
            new Artifact.Blob(configDescriptor, Content.of(config)),
            new Artifact.Blob(statementDescriptor, Content.of(statement))),
        List.of());
  }

  /** An index of artifacts, as they describe themselves; of Docker's format if the first is. */
  static Artifact index(Artifact... parts) {
    Map<String, Object> json = new LinkedHashMap<>();
    String type = ImageFormat.of(parts[0].descriptor().mediaType()).index();
    json.put("schemaVersion", 2);
    json.put("mediaType", type);
    json.put("manifests", Arrays.stream(parts).map(part -> part.descriptor().toJson()).toList());
    byte[] bytes = Json.bytes(json);
    return new Artifact(Descriptor.of(type, bytes), Content.of(bytes), List.of(), List.of(parts));
  }
}
