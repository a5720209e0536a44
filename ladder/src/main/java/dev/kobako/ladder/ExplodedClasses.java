package dev.kobako.ladder;

import dev.kobako.image.Content;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Classes of a Java runtime as they are before jlink puts them in one file: it adds hashes of
 * modules, which can't be computed for folders, and tables that say all modules are in that file
 * (jdk.tools.jlink.internal.plugins.SystemModulesPlugin in OpenJDK).
 */
final class ExplodedClasses {
  private static final String TABLES = "java.base/jdk/internal/module/SystemModulesMap.class";
  private static final int JAVA_11 = 55;

  private ExplodedClasses() {}

  /** What a member is then; most are the same. */
  static Content of(String name, Content content) throws IOException {
    if (name.equals(TABLES)) {
      return Content.of(noTables());
    }
    return name.endsWith("/module-info.class")
        ? Content.of(withoutHashes(content.bytes()))
        : content;
  }

  private static byte[] withoutHashes(byte[] bytes) {
    try {
      ClassModel module = ClassFile.of().parse(bytes);
      return module.findAttribute(Attributes.moduleHashes()).isEmpty()
          ? bytes
          : ClassFile.of()
              .transformClass(
                  module,
                  (builder, element) -> {
                    if (!(element instanceof ModuleHashesAttribute)) {
                      builder.with(element);
                    }
                  });
    } catch (IllegalArgumentException _) {
      return bytes; // of a later version, or damaged: then the runtime says so
    }
  }

  /** The class with the methods that it has in its sources: there are no tables. */
  private static byte[] noTables() {
    ClassDesc tables = ClassDesc.of("jdk.internal.module.SystemModules");
    MethodTypeDesc names = MethodTypeDesc.of(ConstantDescs.CD_String.arrayType());
    return ClassFile.of()
        .build(
            ClassDesc.of("jdk.internal.module.SystemModulesMap"),
            builder -> {
              builder.withVersion(JAVA_11, 0).withFlags(ClassFile.ACC_SUPER | ClassFile.ACC_FINAL);
              for (String method : new String[] {"allSystemModules", "defaultSystemModules"}) {
                builder.withMethodBody(
                    method,
                    MethodTypeDesc.of(tables),
                    ClassFile.ACC_STATIC,
                    code -> code.aconst_null().areturn());
              }
              for (String method : new String[] {"moduleNames", "classNames"}) {
                builder.withMethodBody(
                    method,
                    names,
                    ClassFile.ACC_STATIC,
                    code -> code.iconst_0().anewarray(ConstantDescs.CD_String).areturn());
              }
            });
  }
}
