package dev.kobako.slim;

import dev.kobako.elf.ElfFile;
import dev.kobako.slim.NodeReference.Form;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Node programs: every file that is required or imported from the script on, with the manifests
 * that say where, native addons, and what constants name beside them.
 */
final class NodeKind implements ProgramKind {
  /**
   * What Debian's Node reads when it starts; elsewhere it is part of the program. The folders of
   * packages are Debian's, too.
   */
  private static final List<String> DEBIAN_PARTS =
      List.of(
          "acorn/dist/acorn.js",
          "acorn-walk/dist/walk.js",
          "cjs-module-lexer/lexer.js",
          "cjs-module-lexer/dist/lexer.js",
          "undici/undici.js",
          "undici/undici-fetch.js",
          "amaro/dist/index.js",
          "minimatch/dist/cjs/index.js");

  private static final String DEBIAN_FOLDER = "/usr/share/nodejs";

  /** Folders beside a program's file that frameworks read by convention. */
  private static final List<String> CONVENTIONS = List.of("views", "public", "static", "locales");

  @Override
  public Guess guess() {
    return Guess.NODE;
  }

  @Override
  public boolean runs(Invocation invocation, Closure closure) throws IOException {
    ImagePath program = invocation.program();
    return NpmCommand.isOne(program)
        || ((isNode(program) || isNode(closure.tree().resolve(program).place()))
            && closure.elfAt(program.toString()).isPresent());
  }

  private static boolean isNode(ImagePath program) {
    return program.name().equals("node") || program.name().equals("nodejs");
  }

  @Override
  public void follow(Invocation invocation, Closure closure) throws IOException {
    if (NpmCommand.isOne(invocation.program())) {
      new NpmCommand(invocation, closure).follow();
      return;
    }
    Tree tree = closure.tree();
    ImagePath interpreter = tree.resolve(invocation.program()).place();
    for (String part : DEBIAN_PARTS) {
      if (interpreter.toString().startsWith("/usr/bin/")) {
        closure.keep(DEBIAN_FOLDER + "/" + part, Reason.needed(interpreter, "a part of"));
      }
    }
    NodeCommandLine line = NodeCommandLine.of(invocation.arguments(), invocation.environment());
    NodeProgram program =
        new NodeProgram(
            closure,
            new NodeResolution(
                tree, globalFolders(invocation, interpreter, tree), line.conditions()),
            new NodePackageFiles(tree, machine(invocation, closure)),
            invocation.workingDirectory());
    Reason asked = Reason.needed(interpreter, "run by");
    ImagePath here = tree.resolve(invocation.workingDirectory()).place().child("[eval]");
    for (String each : line.loaded()) {
      program.load(each, here, Form.IMPORT, asked.as("loaded first by"));
      program.load(each, here, Form.REQUIRE, asked.as("loaded first by"));
    }
    for (String file : line.files()) {
      if (file.indexOf('\0') < 0 && !file.isEmpty()) {
        Includes.keepInPlace(invocation.absolute(file), closure, asked.as("an option of"));
      }
    }
    if (line.text().isPresent()) {
      program.read(line.text().get(), here);
    }
    if (line.script().isPresent() && line.script().get().indexOf('\0') < 0) {
      Optional<ImagePath> script = program.start(invocation.absolute(line.script().get()), asked);
      if (script.isPresent()) {
        keepConventions(script.get(), closure);
      }
    }
    program.run();
  }

  private static List<String> globalFolders(
      Invocation invocation, ImagePath interpreter, Tree tree) {
    List<String> folders = new ArrayList<>();
    for (String each : invocation.environment().getOrDefault("NODE_PATH", "").split(":")) {
      if (!each.isEmpty()) {
        folders.add(invocation.absolute(each));
      }
    }
    String home = invocation.environment().getOrDefault("HOME", "");
    if (home.startsWith("/")) {
      folders.add(home + "/.node_modules");
      folders.add(home + "/.node_libraries");
    }
    interpreter
        .parent()
        .flatMap(ImagePath::parent)
        .ifPresent(prefix -> folders.add(prefix + "/lib/node"));
    for (String name : tree.names(ImagePath.of("/usr/lib"))) {
      if (name.contains("-linux-")) {
        folders.add("/usr/lib/" + name + "/nodejs");
      }
    }
    folders.add(DEBIAN_FOLDER);
    folders.add("/usr/lib/nodejs");
    return folders;
  }

  /** The processor as Node calls it, for the names of prebuilt addons. */
  private static String machine(Invocation invocation, Closure closure) throws IOException {
    Optional<ElfFile> elf = closure.elfAt(invocation.program().toString());
    return elf.map(each -> machine(each.machine())).orElse("x64");
  }

  private static String machine(int number) {
    return switch (number) {
      case 3 -> "ia32";
      case 21 -> "ppc64";
      case 22 -> "s390x";
      case 40 -> "arm";
      case 183 -> "arm64";
      case 243 -> "riscv64";
      default -> "x64";
    };
  }

  private static void keepConventions(ImagePath script, Closure closure) throws IOException {
    ImagePath folder = script.parent().orElse(script);
    if (SystemFolders.include(folder)) {
      return;
    }
    for (String name : CONVENTIONS) {
      if (closure.tree().entry(folder.child(name)).orElse(null) instanceof Entry.Directory) {
        closure.keepAll(
            folder.child(name).toString(),
            Reason.guessed(script, "a folder of this name beside", Guess.NODE));
      }
    }
  }
}
