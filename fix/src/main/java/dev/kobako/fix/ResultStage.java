package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes the stage of the result, behind the stage that compiles. */
final class ResultStage {
  private final CompilingStage compiling;
  private final ResultVariables variables;
  private final FixableFile file;
  private final String build;
  private final String image;
  private final List<ImagePath> programs;
  private final List<ResultFiles.ResultFile> files;
  private final List<ImagePath> kept;
  private final List<Edit> edits = new ArrayList<>();
  private final List<String> header = new ArrayList<>();
  private final Set<ImagePath> there = new TreeSet<>();
  private final List<ImagePath> alsoKept = new ArrayList<>();

  /**
   * For a stage that compiles.
   *
   * @param build the name that it gets
   * @throws NotUnderstood where it is not seen what the result needs
   */
  ResultStage(CompilingStage compiling, String build) throws NotUnderstood {
    this.compiling = compiling;
    this.variables = new ResultVariables(compiling.reads());
    this.file = compiling.file();
    this.build = build;
    this.image =
        compiling
            .base()
            .result(compiling.isStatic())
            .orElseThrow(() ->
                new NotUnderstood(
                    from().statement(),
                    "'"
                        + from().image()
                        + "' does not say of which release its "
                        + (compiling.base().hasJava() ? "Java is" : "libraries are")));
    this.programs = compiling.programs();
    this.files = compiling.files(programs);
    this.kept = files.stream().map(ResultFiles.ResultFile::path).toList();
    alsoKept.addAll(kept);
    alsoKept.addAll(compiling.folders(kept));
  }

  private Instruction.From from() {
    return compiling.stage().from();
  }

  /** The change that makes both stages of the one. */
  Change change() throws NotUnderstood {
    List<CompilingStage.Read> reads = compiling.reads();
    int tail = tail(reads);
    header.add(fromLine());
    compiling.packages().ifPresent(header::add);
    compiling
        .base()
        .folder()
        .filter(_ -> startsThere(reads))
        .ifPresent(it -> header.add("WORKDIR " + it));
    for (CompilingStage.Read read : reads.subList(0, tail)) {
      add(read, read.number() > compiling.lastBuilding());
    }
    variables.check();
    copies();
    name();
    Statement first = tail < reads.size() ? reads.get(tail).instruction().statement() : null;
    int at = first == null ? file.syntax().source().text().length() : file.lines(first).start();
    edits.add(Edit.insert(at, text(at)));
    return new Change(
        from().statement(),
        "the image is " + image + " with what is built, which is " + names(),
        edits,
        List.of(),
        alsoKept.stream().distinct().toList());
  }

  /** Whether something of the result begins in the folder that the old base has set. */
  private boolean startsThere(List<CompilingStage.Read> reads) {
    for (CompilingStage.Read read : reads) {
      boolean behind = read.number() > compiling.lastBuilding();
      switch (read.instruction()) {
        case Instruction.Workdir it -> {
          return !it.path().startsWith("/");
        }
        case Instruction.Copy copy -> {
          if ((behind || copy.from().isPresent()) && !copy.destination().startsWith("/")) {
            return true;
          }
        }
        default -> {}
      }
    }
    return true;
  }

  private String names() {
    return String.join(", ", kept.stream().map(ImagePath::toString).toList());
  }

  /** The first step behind which nothing makes files: those stay where they are. */
  private static int tail(List<CompilingStage.Read> reads) {
    int tail = reads.size();
    while (tail > 0 && !makesFiles(reads.get(tail - 1).instruction())) {
      tail--;
    }
    return tail;
  }

  private static boolean makesFiles(Instruction instruction) {
    return instruction instanceof Instruction.Run || instruction instanceof Instruction.Copy;
  }

  private String fromLine() {
    String platform = from().platform().map(it -> "--platform=" + it.value() + " ").orElse("");
    String name =
        from().stageName().isPresent() ? " AS " + from().statement().arguments().getLast() : "";
    return "FROM " + platform + image + name;
  }

  /** Gives the stage that compiles its name. */
  private void name() {
    List<Span> spans = from().statement().argumentSpans();
    edits.add(
        from().stageName().isPresent()
            ? new Edit(spans.getLast(), build)
            : Edit.insert(spans.getFirst().end(), " AS " + build));
  }

  private void add(CompilingStage.Read read, boolean behind) throws NotUnderstood {
    Instruction instruction = read.instruction();
    switch (instruction) {
      case Instruction.Run run -> {
        SettledThings.Again again = compiling.settled(read, kept, there);
        List<String> commands = again.commands();
        if (behind && again.isWhole()) {
          move(run.statement(), true);
          return;
        }
        if (behind) {
          remove(run.statement());
        }
        if (!commands.isEmpty()) {
          String next = " " + file.escape() + file.lineEnd() + " && ";
          header.add("RUN " + String.join(next, commands));
        }
      }
      case Instruction.Copy copy -> {
        if (behind || copy.from().isPresent()) {
          PlainPath.of(read.workdir(), copy.destination())
              .filter(it -> it.names().size() > 1 && !read.workdir().startsWith(it))
              .ifPresent(alsoKept::add);
          move(copy.statement(), behind);
        }
      }
      case Instruction.Workdir it -> {
        PlainPath.of(read.workdir(), it.path()).ifPresent(there::add);
        move(it.statement(), behind);
      }
      case Instruction.Env env -> {
        boolean forBuilding =
            env.variables().stream().allMatch(each -> BuilderBase.VARIABLES.contains(each.name()));
        if (behind || !forBuilding) {
          move(env.statement(), behind);
        }
      }
      case Instruction.Arg arg -> {
        if (behind || variables.isAskedFor(arg)) {
          move(arg.statement(), behind);
        }
      }
      case Instruction.User _, Instruction.Shell _ -> move(instruction.statement(), behind);
      default -> move(instruction.statement(), true);
    }
  }

  /** Writes an instruction into the result's stage, and takes it out of the other one. */
  private void move(Statement statement, boolean whole) {
    String text =
        whole
            ? file.syntax().source().text(file.lines(statement))
            : file.syntax().source().text(statement.span());
    header.add(text.replaceFirst("\\R$", ""));
    if (whole) {
      remove(statement);
    }
  }

  private void remove(Statement statement) {
    Span lines = file.lines(statement);
    edits.add(Edit.remove(lines.start(), lines.end()));
  }

  private void copies() throws NotUnderstood {
    for (String folder : compiling.base().ownFolders()) {
      boolean started =
          programs.stream()
              .anyMatch(it -> it.parent().filter(ImagePath.of(folder)::equals).isPresent());
      if (started) {
        header.add("ENV PATH=" + folder + ":$PATH");
      }
    }
    if (compiling.base().hasCertificates()) {
      for (String folder : List.of("/etc/ssl/certs", "/usr/share/ca-certificates")) {
        header.add("COPY --from=" + build + " " + folder + " " + folder);
        alsoKept.add(ImagePath.of(folder));
      }
    }
    compiling
        .base()
        .zones()
        .ifPresent(it -> {
          header.add("COPY --from=" + build + " " + it + " " + it);
          alsoKept.add(ImagePath.of(it));
        });
    for (ResultFiles.ResultFile each : files) {
      String owner = each.owner().map(it -> " --chown=" + it).orElse("");
      header.add("COPY --from=" + build + owner + " " + each.path() + " " + each.path());
    }
    if (compiling.fillsCache()) {
      Optional<Instruction.User> user =
          compiling.reads().subList(0, tail(compiling.reads())).stream()
              .map(CompilingStage.Read::instruction)
              .filter(Instruction.User.class::isInstance)
              .map(Instruction.User.class::cast)
              .findFirst();
      if (user.isPresent()) {
        throw new NotUnderstood(user.get().statement(), "ldconfig runs behind it in the result");
      }
      header.add("RUN ldconfig");
    }
  }

  /** The stage, with an empty line before it where there is none. */
  private String text(int at) {
    int end = at;
    for (Edit removed : edits.reversed()) {
      end = removed.span().end() == end ? removed.span().start() : end;
    }
    String before = file.syntax().source().text().substring(0, end);
    String line = file.lineEnd();
    String gap =
        !before.endsWith("\n")
            ? line + line
            : before.matches("(?s).*\\n[ \\t]*\\r?\\n") ? "" : line;
    // what was apart from the lines above stays so
    boolean last = at == file.syntax().source().text().length();
    return gap + String.join(line, header) + line + (gap.isEmpty() && !last ? line : "");
  }
}
