package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Layers that are packed once and kept, by diff id and compression, in a folder that can be thrown
 * away: so that the second push of an image compresses nothing, and comes to the same digests even
 * where a newer compressor would give other bytes. Safe for use by several threads and processes;
 * two that pack the same layer at once do the work twice.
 *
 * @param folder made when it is needed
 * @param staging where files are written, on the same disk
 */
public record PackedLayers(Path folder, Path staging) implements LayerPacking {
  @Override
  public Layer pack(Path stagingFolder, Compression compression, Layer layer) {
    Path note =
        folder.resolve(layer.diffId().hex() + "." + compression.toString().replace(':', '-'));
    return kept(note, compression, layer).orElseGet(() -> packed(note, compression, layer));
  }

  private Path blob(Digest digest) {
    return folder.resolve(digest.hex());
  }

  private Optional<Layer> kept(Path note, Compression compression, Layer layer) {
    try {
      JsonObject json = Json.object(note.toString(), Files.readAllBytes(note));
      Digest digest = Digest.parse(json.requiredText("digest"));
      long size = json.requiredNumber("size");
      Path blob = blob(digest);
      if (Files.size(blob) != size) {
        return Optional.empty();
      }
      LastUse.note(note);
      LastUse.note(blob);
      return Optional.of(layer(digest, size, compression, layer));
    } catch (IOException | KobakoException _) {
      return Optional.empty(); // what can't be read is made again
    }
  }

  private Layer packed(Path note, Compression compression, Layer layer) {
    Layer made = LayerWriter.repack(staging, compression, layer);
    Descriptor descriptor = made.descriptor();
    if (!(made.blob() instanceof FileContent file)) {
      throw new IllegalStateException("a layer that was written is in a file");
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("digest", descriptor.digest().toString());
    json.put("size", descriptor.size());
    try {
      // Its bytes are on the disk before anything says so, also where the power fails.
      Files.createDirectories(folder);
      new StagedFile(file.file()).moveTo(blob(descriptor.digest()));
    } catch (IOException e) {
      throw DiskFailure.writing(blob(descriptor.digest()), e);
    }
    StagedFile.write(staging, note, target -> Files.write(target, Json.bytes(json)));
    return layer(descriptor.digest(), descriptor.size(), compression, layer);
  }

  private Layer layer(Digest digest, long size, Compression compression, Layer of) {
    return Layer.of(
        Descriptor.of(MediaType.ociLayer(compression), digest, size),
        of.diffId(),
        Content.kept(blob(digest), size));
  }
}
