package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Dockerfile;
import dev.kobako.dockerfile.Expansion;
import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.image.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parts a Dockerfile into ARGs before the first FROM and stages, and finds what each starts from.
 */
final class StageReading {
  /** More than anyone writes by hand or by a program. */
  private static final int MAX_STAGES = 2_000;

  private final SourceText source;
  private final List<Instruction.Arg> globals = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();

  /** A FROM and what follows it. */
  private record Block(Instruction.From from, List<Placed> instructions) {
    String name() {
      return from.stageName().orElse("").toLowerCase(Locale.ROOT);
    }
  }

  StageReading(Dockerfile dockerfile) {
    source = dockerfile.syntax().source();
    for (Instruction instruction : dockerfile.instructions()) {
      if (instruction instanceof Instruction.From from) {
        blocks.add(new Block(from, new ArrayList<>()));
      } else if (!blocks.isEmpty()) {
        blocks.getLast().instructions.add(new Placed(instruction, site(instruction)));
      } else if (instruction instanceof Instruction.Arg arg) {
        globals.add(arg);
      }
    }
    if (blocks.size() > MAX_STAGES) {
      Instruction.From from = blocks.get(MAX_STAGES).from;
      throw site(from)
          .error(
              blocks.size() + " stages, at most " + MAX_STAGES + " are allowed",
              "part the Dockerfile into several");
    }
  }

  private Site site(Instruction instruction) {
    return new Site(source, instruction.statement());
  }

  /** The name of the last stage, which is the target by default; empty where it has none. */
  String lastName() {
    return blocks.getLast().name();
  }

  /** The names of all stages that have one. */
  List<String> names() {
    return blocks.stream().map(Block::name).filter(name -> !name.isEmpty()).distinct().toList();
  }

  /** Tells of the ARGs: those before FROM have values, of the others the names are known. */
  void declare(BuildArguments arguments, Expansion expansion) {
    for (Instruction.Arg arg : globals) {
      arguments.declare(arg, new WordExpander(expansion, arguments.global(), site(arg)));
    }
    for (Block block : blocks) {
      for (Placed placed : block.instructions) {
        if (placed.instruction() instanceof Instruction.Arg arg) {
          arg.arguments().forEach(declared -> arguments.know(declared.name()));
        }
      }
    }
  }

  /** The stages in their order. */
  List<StageDraft> stages(
      BuildArguments arguments, Expansion expansion, NamedSources named, Platform target) {
    List<StageDraft> stages = new ArrayList<>();
    Map<String, StageDraft> byName = new HashMap<>();
    for (Block block : blocks) {
      Site site = site(block.from);
      WordExpander words = new WordExpander(expansion, arguments.global(), site);
      String image = image(block.from, words);
      Optional<Platform> platform = block.from.platform().map(flag -> platform(flag, words));
      boolean replaced =
          !block.name().isEmpty()
              && named.context(block.name(), platform.orElse(target)).isPresent();
      StageDraft stage =
          new StageDraft(
              stages.size(),
              block.name(),
              replaced ? new StageDraft.Start.Replaced(block.name()) : start(image, byName),
              platform,
              new Placed(block.from, site),
              replaced ? List.of() : block.instructions);
      stages.add(stage);
      if (!block.name().isEmpty()) {
        byName.put(block.name(), stage);
      }
    }
    return stages;
  }

  private static StageDraft.Start start(String image, Map<String, StageDraft> byName) {
    StageDraft earlier = byName.get(image);
    if (earlier != null) {
      return new StageDraft.Start.Earlier(earlier);
    }
    return image.equals("scratch")
        ? new StageDraft.Start.Scratch()
        : new StageDraft.Start.Named(image);
  }

  private static String image(Instruction.From from, WordExpander words) {
    String image = words.word(from.image());
    if (image.isEmpty()) {
      throw words
          .site()
          .error(
              words.site().of(from.image()),
              "the image's name '" + from.image() + "' comes to nothing",
              "give a value with --build-arg, or a default with ARG NAME=VALUE before the first"
                  + " FROM");
    }
    return image;
  }

  private static Platform platform(Flag flag, WordExpander words) {
    String text = words.flag(flag);
    Site site = words.site();
    if (text.isEmpty()) {
      throw site.error(
          flag.span(),
          "the platform '" + flag.value() + "' comes to nothing",
          "give a value with --build-arg, or leave --platform out");
    }
    try {
      return Platform.parse(text);
    } catch (KobakoException e) {
      throw site.located(flag.span(), e);
    }
  }
}
