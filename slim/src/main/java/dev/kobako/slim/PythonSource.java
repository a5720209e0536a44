package dev.kobako.slim;

import dev.kobako.slim.PythonTokens.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the imports in Python source text: the statements wherever they are, and calls of {@code
 * __import__} and {@code import_module} with a constant. What only type checkers or a start as the
 * main program would run is left out.
 */
final class PythonSource {
  private static final Set<String> CALLS = Set.of("__import__", "import_module");
  private static final Set<String> GROUPS = Set.of("entry_points", "iter_entry_points");
  private static final int LONGEST_NAME = 200;

  private final List<Token> tokens;
  private final boolean main;
  private final List<PythonImports.Statement> statements = new ArrayList<>();
  private final Set<String> texts = new LinkedHashSet<>();
  private final Set<String> computed = new LinkedHashSet<>();
  private final Set<String> groups = new LinkedHashSet<>();
  private final Set<String> libraries = new LinkedHashSet<>();
  private final Deque<Block> blocks = new ArrayDeque<>();

  /** Private functions that only a start as the main program calls, such as {@code _test}. */
  private final Set<String> forMain = new LinkedHashSet<>();

  /**
   * Lines below a header that are indented deeper.
   *
   * @param never whether they don't run
   */
  private record Block(int indent, boolean never) {}

  private PythonSource(List<Token> tokens, boolean main) {
    this.tokens = tokens;
    this.main = main;
  }

  /**
   * Reads a module.
   *
   * @param main whether it is started as the program
   */
  static PythonImports read(String text, boolean main) {
    PythonSource source = new PythonSource(PythonTokens.of(text), main);
    source.read();
    return new PythonImports(
        source.statements, source.texts, source.computed, source.groups, source.libraries);
  }

  private void read() {
    if (!main) {
      findForMain();
    }
    int at = 0;
    while (at < tokens.size()) {
      int end = at;
      while (tokens.get(end).type() != PythonTokens.Type.END) {
        end++;
      }
      line(at, end);
      at = end + 1;
    }
  }

  private void findForMain() {
    int i = 0;
    while (i < tokens.size() && !(at(i).indent() == 0 && isMainTest(i, tokens.size()))) {
      i++;
    }
    for (; i + 1 < tokens.size(); i++) {
      if (at(i).type() == PythonTokens.Type.NAME
          && at(i).text().startsWith("_")
          && at(i + 1).is("(")) {
        forMain.add(at(i).text());
      }
    }
  }

  /** Reads a logical line; what follows a header on its line belongs to its block. */
  private void line(int start, int end) {
    int indent = tokens.get(start).indent();
    while (!blocks.isEmpty() && blocks.peek().indent() >= indent) {
      blocks.pop();
    }
    boolean never = !blocks.isEmpty() && blocks.peek().never();
    Token first = tokens.get(start);
    if (never || neverRuns(start, end)) {
      blocks.push(new Block(indent, true));
      return;
    }
    if (first.is("def") || (first.is("async") && start + 1 < end && at(start + 1).is("def"))) {
      blocks.push(new Block(indent, false));
    }
    boolean begins = true;
    for (int i = start; i < end; i++) {
      Token token = at(i);
      if (begins && token.is("import")) {
        importStatement(i + 1, end);
      } else if (begins && token.is("from")) {
        fromStatement(i + 1, end);
      } else if (token.type() == PythonTokens.Type.NAME && i + 1 < end && at(i + 1).is("(")) {
        call(i, end);
      } else if (token.type() == PythonTokens.Type.TEXT && couldName(token.text())) {
        texts.add(token.text());
      }
      begins = token.depth() == 0 && (token.is(";") || token.is(":"));
    }
  }

  private Token at(int index) {
    return tokens.get(index);
  }

  /**
   * Whether this heads a block for type checkers, or one for the main program in another module.
   */
  private boolean neverRuns(int start, int end) {
    if (at(start).is("def") && at(start).indent() == 0 && start + 1 < end) {
      return forMain.contains(at(start + 1).text());
    }
    if (!at(start).is("if") || end - start < 3) {
      return false;
    }
    if (at(start + 1).is("TYPE_CHECKING")) {
      return at(start + 2).is(":");
    }
    if (end - start >= 5 && at(start + 2).is(".") && at(start + 3).is("TYPE_CHECKING")) {
      return at(start + 4).is(":");
    }
    return !main && isMainTest(start, end);
  }

  private boolean isMainTest(int start, int end) {
    return at(start).is("if")
        && end - start >= 6
        && at(start + 1).is("__name__")
        && at(start + 2).is("=")
        && at(start + 3).is("=")
        && at(start + 4).text().equals("__main__");
  }

  private boolean inFunction() {
    return !blocks.isEmpty();
  }

  private void importStatement(int start, int end) {
    int i = start;
    while (i < end) {
      StringBuilder name = new StringBuilder();
      i = dotted(i, end, name);
      if (name.isEmpty()) {
        return;
      }
      add(0, name.toString(), List.of());
      while (i < end && !at(i).is(",")) {
        if (at(i).is(";")) {
          return;
        }
        i++;
      }
      i++;
    }
  }

  private void fromStatement(int start, int end) {
    int i = start;
    int level = 0;
    while (i < end && at(i).is(".")) {
      level++;
      i++;
    }
    StringBuilder module = new StringBuilder();
    if (i < end && !at(i).is("import")) {
      i = dotted(i, end, module);
    }
    if (i >= end || !at(i).is("import")) {
      return;
    }
    List<String> names = new ArrayList<>();
    boolean named = false;
    for (i++; i < end && !at(i).is(";"); i++) {
      Token token = at(i);
      if (token.is("*")) {
        names.add("*");
      } else if (token.is(",") || token.is("(")) {
        named = false;
      } else if (token.type() == PythonTokens.Type.NAME && !named) {
        names.add(token.text());
        named = true;
      }
    }
    add(level, module.toString(), names);
  }

  /** Appends the dotted name at {@code start} and returns where it ends. */
  private int dotted(int start, int end, StringBuilder name) {
    int i = start;
    while (i < end && at(i).type() == PythonTokens.Type.NAME) {
      name.append(at(i).text());
      i++;
      if (i + 1 < end && at(i).is(".") && at(i + 1).type() == PythonTokens.Type.NAME) {
        name.append('.');
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  private void add(int level, String module, List<String> names) {
    if (module.length() <= LONGEST_NAME) {
      statements.add(new PythonImports.Statement(level, module, names, inFunction()));
    }
  }

  /** A call of something by the name at {@code i}. */
  private void call(int i, int end) {
    String function = at(i).text();
    if ((i > 0 && at(i - 1).is("def")) || i + 2 >= end || at(i + 2).is(")")) {
      return;
    }
    int first = i + 2;
    if (GROUPS.contains(function) && at(first).is("group") && first + 2 < end) {
      first += 2;
    }
    Token argument = at(first);
    boolean whole = first + 1 < end && (at(first + 1).is(",") || at(first + 1).is(")"));
    if (CALLS.contains(function)) {
      if (argument.type() == PythonTokens.Type.TEXT && whole) {
        byConstant(argument.text());
      } else if (argument.type() == PythonTokens.Type.TEXT
          || argument.type() == PythonTokens.Type.FORMAT) {
        computed.add(beforeComputed(argument.text()));
      } else {
        computed.add("");
      }
    } else if (argument.type() == PythonTokens.Type.TEXT && whole && GROUPS.contains(function)) {
      groups.add(argument.text());
    } else if (argument.type() == PythonTokens.Type.TEXT
        && whole
        && function.equals("find_library")) {
      libraries.add(argument.text());
    }
  }

  private void byConstant(String name) {
    int level = 0;
    while (level < name.length() && name.charAt(level) == '.') {
      level++;
    }
    add(level, name.substring(level), List.of());
  }

  /** The package named by the constant beginning of a computed name. */
  private static String beforeComputed(String text) {
    int stop = 0;
    while (stop < text.length() && text.charAt(stop) != '{' && text.charAt(stop) != '%') {
      stop++;
    }
    int dot = text.substring(0, stop).lastIndexOf('.');
    return dot <= 0 ? "" : text.substring(0, dot);
  }

  /** Whether a constant looks like a dotted name, as settings have it: {@code app.urls:main}. */
  static boolean couldName(String text) {
    if (text.length() < 2 || text.length() > LONGEST_NAME) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean inner = (c >= '0' && c <= '9') || c == '.' || c == ':';
      if (!letter && (!inner || i == 0)) {
        return false;
      }
    }
    return true;
  }
}
