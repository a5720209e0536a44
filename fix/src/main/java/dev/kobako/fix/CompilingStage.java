package dev.kobako.fix;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Statement;
import dev.kobako.shell.Invocation;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The last stage of a Dockerfile, read as one that compiles what its image runs. */
final class CompilingStage {
  private static final List<String> USUAL_PATH =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");
  private static final Set<String> ROOT = Set.of("root", "0", "root:root", "0:0");

  /**
   * What an instruction is for the result.
   *
   * @param number of the step
   * @param instruction of the step
   * @param workdir in which it begins
   * @param from time of the first command of a RUN
   * @param to time behind the last
   * @param data what it copies beside sources
   */
  record Read(
      int number,
      Instruction instruction,
      ImagePath workdir,
      int from,
      int to,
      List<ImagePath> data) {
    Read {
      data = List.copyOf(data);
    }
  }

  private final FixableFile file;
  private final FixableStage stage;
  private final BuilderBase base;
  private final RuntimePackages packages;
  private final BuildCommands commands;
  private final CopiedData data;
  private final ResultPackages needed;
  private final List<Read> reads = new ArrayList<>();
  private final List<ImagePath> path = new ArrayList<>();
  private int lastBuilding = -1;
  private boolean isRoot = true;
  private ImagePath workdir;

  private CompilingStage(FixableFile file, FixableStage stage, BuilderBase base) {
    this.file = file;
    this.stage = stage;
    this.base = base;
    this.packages = new RuntimePackages(base.release(), mayCallGit(file));
    Linking linking = new Linking();
    this.data = new CopiedData(file);
    this.commands =
        new BuildCommands(
            base,
            packages,
            new Compilers(base, variables(stage), linking),
            new BuildSystems(base, linking),
            data);
    this.needed = new ResultPackages(file, stage.from(), base, packages, linking, commands);
    this.workdir = base.folder().map(ImagePath::of).orElse(ImagePath.ROOT);
    USUAL_PATH.forEach(each -> path.add(ImagePath.of(each)));
    base.ownFolders().forEach(each -> path.add(ImagePath.of(each)));
    if (base.hasJava()) {
      data.setJava();
    }
  }

  /**
   * Reads a stage.
   *
   * @throws NotUnderstood where something in it is
   */
  static CompilingStage of(FixableFile file, FixableStage stage, BuilderBase base)
      throws NotUnderstood {
    CompilingStage read = new CompilingStage(file, stage, base);
    for (int i = 0; i < stage.steps().size(); i++) {
      read.read(i, stage.steps().get(i));
    }
    return read;
  }

  /** Whether something of the sources looks like a call of git; anything does that is not known. */
  private static boolean mayCallGit(FixableFile file) {
    return file.context()
        .map(context ->
            context.files().stream()
                .anyMatch(each ->
                    context
                        .searchable(each)
                        .filter(text -> text.contains("\"git\"") || text.contains("\"git "))
                        .isPresent()))
        .orElse(true);
  }

  private static Set<String> variables(FixableStage stage) {
    Set<String> all = new HashSet<>();
    for (Instruction.Env env : stage.all(Instruction.Env.class)) {
      env.variables().forEach(it -> all.add(it.name() + "=" + it.value()));
    }
    for (Instruction.Arg arg : stage.all(Instruction.Arg.class)) {
      arg.arguments().forEach(it -> all.add(it.name() + "=" + it.value().orElse("")));
    }
    return all;
  }

  private void read(int number, FixableStage.Step step) throws NotUnderstood {
    commands.pass();
    int from = commands.time();
    List<ImagePath> copied = List.of();
    ImagePath begins = workdir;
    switch (step.instruction()) {
      case Instruction.Run run -> {
        int before = commands.lastMade();
        run(step, run);
        if (commands.lastMade() > before || !isSettling(step)) {
          lastBuilding = number;
        }
      }
      case Instruction.Copy copy -> {
        copied = copied(copy);
        refuseOwn(copy.statement(), copy.chown().map(Flag::value).orElse(""));
      }
      case Instruction.Workdir it ->
          workdir =
              PlainPath.of(workdir, it.path())
                  .orElseThrow(
                      () -> new NotUnderstood(it.statement(), "nobody knows which folder it is"));
      case Instruction.User user -> {
        isRoot = ROOT.contains(user.user());
        refuseOwn(user.statement(), user.user());
      }
      case Instruction.Env env -> env.variables().forEach(this::addToPath);
      case Instruction.Onbuild it ->
          throw new NotUnderstood(it.statement(), "nobody knows who builds from the image");
      default -> {}
    }
    commands.pass();
    reads.add(new Read(number, step.instruction(), begins, from, commands.time(), copied));
  }

  private void run(FixableStage.Step step, Instruction.Run run) throws NotUnderstood {
    if (step.script().isEmpty()) {
      throw new NotUnderstood(run.statement(), "its script is not understood");
    }
    if (!isRoot) {
      throw new NotUnderstood(run.statement(), "it runs as another user than root");
    }
    for (Invocation each : step.script().get().invocations()) {
      for (String word : each.arguments()) {
        refuseOwn(run.statement(), word);
      }
    }
    commands.follow(step.script().get(), workdir);
  }

  /** No other image has the user of its base. */
  private void refuseOwn(Statement statement, String owner) throws NotUnderstood {
    Optional<String> user = base.user().filter(it -> List.of(owner.split(":")).contains(it));
    if (user.isPresent()) {
      throw new NotUnderstood(statement, "the result has no user '" + user.get() + "'");
    }
  }

  /** Whether a RUN only makes users, folders and the like. */
  private static boolean isSettling(FixableStage.Step step) {
    Set<String> names =
        Set.of("addgroup", "adduser", "chmod", "chown", "groupadd", "mkdir", "useradd", "usermod");
    return step.script().filter(it -> !it.any(each -> !names.contains(each.name()))).isPresent();
  }

  private List<ImagePath> copied(Instruction.Copy copy) throws NotUnderstood {
    if (copy.from().isEmpty()) {
      return data.of(copy, workdir);
    }
    String from = copy.from().get().value();
    boolean isStage =
        file.stages().stream()
            .anyMatch(each ->
                each.from().stageName().filter(from::equalsIgnoreCase).isPresent()
                    || String.valueOf(each.number()).equals(from));
    if (!isStage) {
      throw new NotUnderstood(copy.statement(), "nobody knows whether the result needs it");
    }
    return List.of();
  }

  private void addToPath(Instruction.Pair variable) {
    if (variable.name().equals("PATH")) {
      for (String each : variable.value().split(":")) {
        if (each.startsWith("/")) {
          PlainPath.of(ImagePath.ROOT, each).ifPresent(path::addFirst);
        }
      }
    }
  }

  FixableFile file() {
    return file;
  }

  FixableStage stage() {
    return stage;
  }

  BuilderBase base() {
    return base;
  }

  List<Read> reads() {
    return List.copyOf(reads);
  }

  /** The number of the last step that compiles; what is behind it is for the result. */
  int lastBuilding() {
    return lastBuilding;
  }

  /** Whether it compiles at all. */
  boolean compiles() {
    return commands.lastMade() > 0 && (base.isToolchain() || packages.hasTools());
  }

  /** Whether what it makes needs no library. */
  boolean isStatic() {
    return needed.isStatic();
  }

  /** The instruction that installs what the result needs of packages. */
  Optional<String> packages() throws NotUnderstood {
    return needed.instruction();
  }

  /** The programs that the image starts. */
  List<ImagePath> programs() throws NotUnderstood {
    List<ImagePath> programs =
        new StartedPrograms(base, packages, commands.made(), data, path, workdir).of(stage);
    if (commands.sources().mayHave(workdir)
        || programs.stream().anyMatch(commands.sources()::mayHave)) {
      throw new NotUnderstood(
          stage.from().statement(),
          "nobody knows what the program needs of the sources that are fetched");
    }
    Optional<ImagePath> jar = programs.stream().filter(it -> it.name().endsWith(".jar")).findAny();
    if (jar.isPresent() && file.context().filter(UnseenResults::packsJars).isEmpty()) {
      throw new NotUnderstood(
          stage.from().statement(),
          "nobody knows whether '" + jar.get() + "' has all in it that it needs");
    }
    boolean installs = commands.made().hasPrefix();
    Optional<String> more = file.context().flatMap(it -> UnseenResults.in(it, installs));
    if (more.isPresent()) {
      throw new NotUnderstood(
          stage.from().statement(),
          "'" + more.get() + "' tells of more that the program may need beside it");
    }
    return programs;
  }

  /**
   * What the result gets of files.
   *
   * @throws NotUnderstood as {@link ResultFiles#of}
   */
  List<ResultFiles.ResultFile> files(List<ImagePath> programs) throws NotUnderstood {
    List<Read> copied = reads.stream().filter(each -> each.number() < lastBuilding).toList();
    return new ResultFiles(commands, copied).of(programs);
  }

  /** Folders that were made for the result. */
  List<ImagePath> folders(List<ImagePath> kept) {
    return commands.settled().folders(kept);
  }

  /** Whether the result's loader needs a cache of its libraries. */
  boolean fillsCache() {
    return commands.fillsCache();
  }

  /** The commands of a RUN that the result needs as well. */
  SettledThings.Again settled(Read read, List<ImagePath> kept, Set<ImagePath> there)
      throws NotUnderstood {
    return commands
        .settled()
        .commands(read.from(), read.to(), kept, commands.made()::isFile, there)
        .orElseThrow(() ->
            new NotUnderstood(
                read.instruction().statement(), "nobody knows what the result has there"));
  }
}
