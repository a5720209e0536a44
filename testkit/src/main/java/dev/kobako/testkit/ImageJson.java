package dev.kobako.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JSON of a small image for linux/amd64, by the OCI image specification. */
final class ImageJson {
  private static final String DESCRIPTOR =
      "{\"mediaType\":\"application/vnd.oci.image.%s\",\"digest\":\"%s\",\"size\":%d}";

  private ImageJson() {}

  /** Puts the layers and a config that names them; the manifest. */
  static String put(Function<byte[], String> putBlob, List<byte[]> layers) {
    String layerList =
        layers.stream()
            .map(layer -> DESCRIPTOR.formatted("layer.v1.tar", putBlob.apply(layer), layer.length))
            .collect(Collectors.joining(","));
    String diffIds =
        layers.stream()
            .map(layer -> '"' + RegistryContents.digest(layer) + '"')
            .collect(Collectors.joining(","));
    byte[] config =
        """
        {"architecture":"amd64","os":"linux","config":{},\
        "rootfs":{"type":"layers","diff_ids":[%s]}}\
        """
            .formatted(diffIds)
            .getBytes(StandardCharsets.UTF_8);
    return """
    {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
    "config":%s,"layers":[%s]}\
    """
        .formatted(
            DESCRIPTOR.formatted("config.v1+json", putBlob.apply(config), config.length),
            layerList);
  }
}
