package dev.kobako.build;

import dev.kobako.image.Platform;
import java.util.List;
import java.util.Optional;

/** Where the referrals of one stage lead. */
final class ReferralResolution {
  private final StageDraft stage;
  private final StageGraph graph;
  private final NamedSources named;
  private final Platform target;

  ReferralResolution(StageDraft stage, StageGraph graph, NamedSources named, Platform target) {
    this.stage = stage;
    this.graph = graph;
    this.named = named;
    this.target = target;
  }

  /** For each referral of an instruction; empty for a mount that has none. */
  List<Optional<CopySource>> sources(Placed placed) {
    return graph.referrals(placed).stream()
        .map(referral -> referral.map(found -> source(found, placed.site())))
        .toList();
  }

  private CopySource source(Referral referral, Site site) {
    Optional<StageDraft> other = graph.stage(referral, site);
    if (other.isPresent()) {
      if (other.get().index() >= stage.index()) {
        throw site.error(
            referral.span(),
            "stage " + other.get().title() + " comes after this one",
            "move it before stage " + stage.title());
      }
      return new CopySource.OfStage(other.get().index());
    }
    return switch (named.find(referral.wanted(target, site))) {
      case NamedSources.Found.OfImage(var reference, var image) ->
          new CopySource.OfImage(reference, image);
      case NamedSources.Found.OfContext(var name) -> new CopySource.Context(name);
      case NamedSources.Found.Nothing() -> new CopySource.Nowhere();
    };
  }
}
