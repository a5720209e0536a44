package dev.kobako.image;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What images in OCI's format say that Docker's has no place for. */
final class DockerFormatLosses {
  private static final int SHOWN = 5;

  private DockerFormatLosses() {}

  /** One sentence for each manifest or index that loses something. */
  static List<String> of(Artifact artifact) {
    List<String> losses = new ArrayList<>();
    artifact.forEachManifest(each -> {
      if (each.isIndex()) {
        each.parts().stream()
            .filter(part -> !part.isIndex() && !part.isImage())
            .map(part ->
                "Docker's format has no place for "
                    + part.descriptor().digest()
                    + ", which is no image: it is left out")
            .forEach(losses::add);
      }
      if (each.isIndex() || each.isImage()) {
        addFields(each, losses);
      }
    });
    return List.copyOf(losses);
  }

  private static void addFields(Artifact artifact, List<String> losses) {
    String place = (artifact.isIndex() ? "index " : "image ") + artifact.descriptor().digest();
    JsonObject json = Json.object(place, artifact.manifestBytes());
    SortedSet<String> lost = new TreeSet<>(json.textMap("annotations").keySet());
    List<JsonObject> described = new ArrayList<>(json.objects("layers"));
    described.addAll(json.objects("manifests"));
    json.object("config").ifPresent(described::add);
    described.forEach(each -> lost.addAll(each.textMap("annotations").keySet()));
    if (!lost.isEmpty()) {
      losses.add(
          place
              + ": Docker's format has no annotations: "
              + String.join(", ", lost.stream().limit(SHOWN).toList())
              + (lost.size() > SHOWN ? " and " + (lost.size() - SHOWN) + " more" : "")
              + (lost.size() == 1 ? " is" : " are")
              + " left out");
    }
    if (json.has("subject")) {
      losses.add(place + ": Docker's format has no subject: it is left out");
    }
  }
}
