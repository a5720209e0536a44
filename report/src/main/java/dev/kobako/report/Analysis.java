package dev.kobako.report;

import java.util.List;

/**
 * Where the bytes of an image went.
 *
 * @param layers the lowest first
 * @param contents what there is in the end
 * @param waste bytes that are shipped and that nobody can see, the most first
 * @param duplicates visible files with the same bytes, those that cost most first
 * @param lostLinks hard links that upper layers have broken up; their bytes are among those of
 *     {@code duplicates}
 * @param privileged files that run as their owner or group, in any layer, by path
 * @param secrets in any layer, by path
 * @param settingSecrets in the configuration
 * @param dive the figures that dive shows
 * @param advice what could go
 * @param watched what is or was at paths that somebody asked for, in the order of the patterns
 */
public record Analysis(
    List<LayerAnalysis> layers,
    Contents contents,
    List<Waste> waste,
    List<DuplicateFiles> duplicates,
    List<LostLinks> lostLinks,
    List<Sighting> privileged,
    List<Secret> secrets,
    List<SettingSecret> settingSecrets,
    DiveFigures dive,
    AdviceList advice,
    List<WatchedPaths> watched) {
  public Analysis {
    layers = List.copyOf(layers);
    waste = List.copyOf(waste);
    duplicates = List.copyOf(duplicates);
    lostLinks = List.copyOf(lostLinks);
    privileged = List.copyOf(privileged);
    secrets = List.copyOf(secrets);
    settingSecrets = List.copyOf(settingSecrets);
    watched = List.copyOf(watched);
  }

  /** Bytes of the files of all layers, those that nobody can see included. */
  public long bytes() {
    return layers.stream().mapToLong(LayerAnalysis::bytes).sum();
  }

  /** Bytes of all blobs. */
  public long compressedBytes() {
    return layers.stream().mapToLong(LayerAnalysis::compressedBytes).sum();
  }

  /** Bytes that nobody can see. */
  public long wastedBytes() {
    return waste.stream().mapToLong(Waste::bytes).sum();
  }
}
