package dev.kobako.build;

import dev.kobako.dockerfile.Dockerfile;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Asks for the images that needed stages start from and copy from. The triggers of an image may
 * make a stage need others, so this goes on until nothing is new.
 */
final class BaseResolution {
  private final StageGraph graph;
  private final NamedSources named;
  private final BuildRequest request;

  BaseResolution(StageGraph graph, NamedSources named, BuildRequest request) {
    this.graph = graph;
    this.named = named;
    this.request = request;
  }

  /** The stages that are needed, all their images at hand and triggers in place. */
  SortedSet<Integer> resolve(StageDraft target, BuildArguments arguments) {
    while (true) {
      SortedSet<Integer> needed = graph.reachable(target);
      List<StageDraft> untriggered =
          needed.stream().map(graph.stages()::get).filter(stage -> !stage.isTriggered()).toList();
      if (untriggered.isEmpty()) {
        checkOthers(needed);
        return needed;
      }
      List<NamedSources.Wanted> wanted = new ArrayList<>();
      for (StageDraft stage : untriggered) {
        stage.wanted(request.platform()).ifPresent(wanted::add);
        addReferred(stage, wanted);
      }
      named.prefetch(wanted);
      for (StageDraft stage : untriggered) {
        stage.trigger(triggers(stage, arguments));
      }
    }
  }

  private void addReferred(StageDraft stage, List<NamedSources.Wanted> wanted) {
    for (Placed placed : stage.instructions()) {
      for (Optional<Referral> referral : graph.referrals(placed)) {
        referral
            .filter(found -> graph.stage(found, placed.site()).isEmpty())
            .ifPresent(found -> wanted.add(found.wanted(request.platform(), placed.site())));
      }
    }
  }

  /** An image's name must be one even where nobody needs it. */
  private void checkOthers(SortedSet<Integer> needed) {
    for (StageDraft stage : graph.stages()) {
      if (!needed.contains(stage.index())) {
        stage.wanted(request.platform()).ifPresent(named::check);
      }
    }
  }

  private List<Placed> triggers(StageDraft stage, BuildArguments arguments) {
    Site from = stage.site();
    String place =
        from.source().place()
            + ":"
            + from.source().line(from.statement().span().start())
            + ": trigger of the base";
    List<Placed> triggers = new ArrayList<>();
    for (String text : triggerTexts(stage)) {
      Instruction instruction = Dockerfile.trigger(place, text);
      if (instruction instanceof Instruction.Arg arg) {
        arg.arguments().forEach(declared -> arguments.know(declared.name()));
      }
      triggers.add(
          new Placed(instruction, new Site(new SourceText(place, text), instruction.statement())));
    }
    return triggers;
  }

  private List<String> triggerTexts(StageDraft stage) {
    List<String> texts = new ArrayList<>();
    switch (stage.start()) {
      case StageDraft.Start.Scratch(), StageDraft.Start.Replaced _ -> {}
      case StageDraft.Start.Earlier(StageDraft earlier) -> {
        for (Placed placed : earlier.instructions()) {
          if (placed.instruction() instanceof Instruction.Onbuild onbuild) {
            texts.add(onbuild.trigger());
          }
        }
      }
      case StageDraft.Start.Named _ -> {
        NamedSources.Wanted wanted = stage.wanted(request.platform()).orElseThrow();
        if (named.find(wanted) instanceof NamedSources.Found.OfImage(String _, var image)) {
          texts.addAll(image.config().onBuild());
        }
      }
    }
    return texts;
  }
}
