package dev.kobako.check;

import dev.kobako.image.ImageConfig;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.tree.Tree;
import java.util.List;

/**
 * An image under test: the original or a reduced one.
 *
 * @param name how messages call it
 * @param layers the lowest first
 * @param tree what they make together
 */
public record Subject(
    String name, List<LayerFolders.Unpacked> layers, ImageConfig config, Tree tree) {
  public Subject {
    layers = List.copyOf(layers);
  }

  /**
   * The TCP ports that its configuration exposes: {@code 80/tcp} and {@code 8080}, not {@code
   * 53/udp}.
   */
  List<Integer> exposedPorts() {
    return config.exposedPorts().stream()
        .filter(text -> text.endsWith("/tcp") || text.indexOf('/') < 0)
        .map(text -> text.replace("/tcp", ""))
        .filter(text -> text.matches("[0-9]{1,5}"))
        .map(Integer::valueOf)
        .filter(port -> port > 0 && port <= 65_535)
        .distinct()
        .toList();
  }
}
