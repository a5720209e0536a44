package dev.kobako.slim;

import dev.kobako.slim.JavaScriptToken.Kind;
import dev.kobako.slim.NodeReference.Form;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What JavaScript text says about other files: {@code require} and {@code import} of all forms,
 * paths that are put together from {@code __dirname} and {@code import.meta}, and constants for
 * calls that read a file, start a worker or fork.
 */
final class NodeSource {
  /** What was found. */
  record Found(List<NodeReference> references, boolean isComputed) {
    Found {
      references = List.copyOf(references);
    }
  }

  /** Calls whose first argument is a path from where the program is started. */
  private static final Set<String> READERS =
      Set.of(
          "readFile",
          "readFileSync",
          "createReadStream",
          "readdir",
          "readdirSync",
          "opendir",
          "opendirSync",
          "sendFile",
          "Worker",
          "fork");

  private final JavaScriptTokens tokens;
  private final List<JavaScriptToken> ahead = new ArrayList<>();
  private final Set<NodeReference> found = new LinkedHashSet<>();
  private final Set<String> requires = new HashSet<>(Set.of("require"));
  private JavaScriptToken last = new JavaScriptToken(Kind.END, "");
  private String assigned = "";
  private boolean isComputed;
  private boolean isLoading;

  private NodeSource(String text) {
    this.tokens = new JavaScriptTokens(text);
  }

  /** Reads all of a text. */
  static Found read(String text) {
    NodeSource source = new NodeSource(text);
    for (JavaScriptToken token = source.take(); token.kind() != Kind.END; token = source.take()) {
      if (token.kind() == Kind.NAME) {
        source.name(token.text());
      } else if (token.kind() == Kind.TEXT && token.text().equals("view engine")) {
        source.engine();
      } else if (token.isMark('=') && source.last.kind() == Kind.NAME) {
        source.assigned = source.last.text();
      }
      source.last = token;
    }
    return new Found(List.copyOf(source.found), source.isComputed);
  }

  private JavaScriptToken take() {
    return ahead.isEmpty() ? tokens.next() : ahead.removeFirst();
  }

  private JavaScriptToken peek(int index) {
    while (ahead.size() <= index) {
      ahead.add(tokens.next());
    }
    return ahead.get(index);
  }

  private boolean isNext(int index, String... words) {
    for (int i = 0; i < words.length; i++) {
      JavaScriptToken token = peek(index + i);
      if ((token.kind() != Kind.NAME && token.kind() != Kind.MARK)
          || !token.text().equals(words[i])) {
        return false;
      }
    }
    return true;
  }

  private void add(Form form, String text, boolean isOpen) {
    found.add(new NodeReference(form, text, isOpen));
  }

  private void name(String name) {
    if (requires.contains(name) && !last.isName("function")) {
      required();
    } else if (name.equals("import") && !last.isMark('.')) {
      imported();
    } else if (name.equals("from") && !last.isMark('.') && peek(0).kind() == Kind.TEXT) {
      add(Form.IMPORT, peek(0).text(), false);
    } else if (name.equals("createRequire") && peek(0).isMark('(') && !assigned.isEmpty()) {
      requires.add(assigned);
    } else if (name.equals("URL") && isNext(0, "(") && peek(1).kind() == Kind.TEXT) {
      if (isNext(2, ",", "import", ".", "meta")) {
        add(Form.BESIDE, "/" + peek(1).text(), false);
      }
    } else if (name.equals("__dirname")) {
      beside(0);
    } else if (READERS.contains(name) && isNext(0, "(") && peek(1).kind() == Kind.TEXT) {
      add(Form.HERE, peek(1).text(), peek(2).isMark('+'));
    }
  }

  /** After {@code require}. */
  private void required() {
    if (isNext(0, ".", "resolve", "(")) {
      argument(3, Form.REQUIRE);
    } else if (isNext(0, "(")) {
      argument(1, Form.REQUIRE);
    }
  }

  /** After {@code import}. */
  private void imported() {
    if (peek(0).kind() == Kind.TEXT) {
      add(Form.IMPORT, peek(0).text(), false);
    } else if (isNext(0, "(")) {
      argument(1, Form.IMPORT);
    } else if (isNext(0, ".", "meta", ".", "resolve", "(")) {
      argument(5, Form.IMPORT);
    } else if (isNext(0, ".", "meta", ".", "dirname")) {
      beside(4);
    }
  }

  /** What a call loads, by its first argument. */
  private void argument(int index, Form form) {
    JavaScriptToken token = peek(index);
    boolean isText = token.kind() == Kind.TEXT;
    JavaScriptToken next = peek(index + 1);
    if (isText && !next.isMark('+') && !next.isMark('.')) {
      add(form, token.text(), false);
    } else if ((isText || token.kind() == Kind.TEMPLATE) && token.text().startsWith(".")) {
      add(form, token.text(), true);
    } else if (isBeside(index) || (token.kind() == Kind.TEMPLATE && isBeside(index + 1))) {
      isLoading = true;
    } else if (!token.isMark(')')) {
      isComputed = true;
    }
  }

  /** Whether what comes is a path from the folder of the text: it is looked at when it comes. */
  private boolean isBeside(int index) {
    int at = index;
    if (peek(at).kind() == Kind.NAME && isNext(at + 1, ".") && isNext(at + 3, "(")) {
      at += 4;
    } else if (isNext(at, "join", "(") || isNext(at, "resolve", "(")) {
      at += 2;
    }
    return peek(at).isName("__dirname") || isNext(at, "import", ".", "meta", ".", "dirname");
  }

  /** After the folder of the text: the constants that a path goes on with. */
  private void beside(int index) {
    StringBuilder path = new StringBuilder();
    int at = index;
    boolean isOpen = false;
    JavaScriptToken token = peek(at);
    if (token.kind() == Kind.TEMPLATE || token.kind() == Kind.TEMPLATE_END) {
      path.append(token.text());
      isOpen = token.kind() == Kind.TEMPLATE;
    } else {
      while ((peek(at).isMark(',') || peek(at).isMark('+')) && peek(at + 1).kind() == Kind.TEXT) {
        path.append(peek(at).isMark(',') ? "/" : "").append(peek(at + 1).text());
        at += 2;
      }
      isOpen = peek(at).isMark(',') || peek(at).isMark('+');
    }
    if (path.indexOf("/") >= 0) {
      add(isLoading ? Form.LOADED_BESIDE : Form.BESIDE, path.toString(), isOpen);
    } else if (isLoading) {
      isComputed = true;
    }
    isLoading = false;
  }

  /** Express loads the engine of its templates by this setting. */
  private void engine() {
    if (peek(0).isMark(',') && peek(1).kind() == Kind.TEXT) {
      add(Form.REQUIRE, peek(1).text(), false);
    }
  }
}
