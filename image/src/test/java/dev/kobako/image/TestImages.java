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
