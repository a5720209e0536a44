package dev.kobako.tree;

import java.util.List;

/**
 * Layers that are applied one after the other, by the rules of {@link LayeredTree}, before the eyes
 * of an observer. Their members have been read before, so that layers can be read at the same time
 * and yet be applied in their order.
 */
public final class LayerReplay {
  private final Growth root = Growth.impliedDirectory(null);
  private final LayerApplication.Ground ground;

  /**
   * Begins with an empty root directory.
   *
   * @param limits of each layer; directories that are only named in paths are as many at most in
   *     all layers together as a layer may have entries
   */
  public LayerReplay(TarLimits limits) {
    this.ground = LayerApplication.Ground.of(root, new LayeredTree.InodeNumbers(), limits);
  }

  /**
   * Applies a layer.
   *
   * @param name what messages call it
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a member can't be applied
   */
  public void apply(List<TarMember> members, String name, Origin origin, LayerObserver observer) {
    LayerApplication application = new LayerApplication(ground, origin, observer);
    for (TarMember member : members) {
      application.apply(member, new TarPlace(name, member.offset()));
    }
  }

  /** What the layers that have been applied come to. */
  public MemoryTree tree() {
    return new MemoryTree.Builder(root).build();
  }
}
