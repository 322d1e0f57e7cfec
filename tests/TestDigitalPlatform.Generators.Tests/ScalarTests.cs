using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>The compiler can't read the run time's table of single values, and so has a list of its own.</summary>
public sealed class ScalarTests
{
    // No column has a type for it, or no address.
    private static readonly Type[] InNoColumn = [typeof(Uri)];
    private static readonly Type[] InNoAddress = [typeof(Uri), typeof(byte[]), typeof(Half), typeof(Int128), typeof(UInt128)];

    private static readonly Compilation Compilation = Compiled.Compilation("");

    [Fact]
    public void The_compiler_knows_each_type_of_the_table()
    {
        Table().ShouldNotBeEmpty();
        Table().Where(type => Symbol(type)!.IsColumn() == InNoColumn.Contains(type)).ShouldBeEmpty();
        Table().Where(type => Symbol(type)!.IsScalar() == InNoAddress.Contains(type)).ShouldBeEmpty();
    }

    [Fact]
    public void The_table_has_each_type_that_the_compiler_knows()
    {
        var known = typeof(int).Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "System", IsEnum: false, IsGenericType: false, IsNested: false })
            .Where(type => Symbol(type) is { } symbol && (symbol.IsColumn() || symbol.IsScalar()));

        known.Except(Table()).ShouldBeEmpty();
    }

    private static Type[] Table()
    {
        var scalars = typeof(Db).Assembly.GetType("TestDigitalPlatform.Types.Scalars", throwOnError: true)!;
        var all = scalars.GetProperty("All", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        return [.. ((IDictionary)all).Keys.Cast<Type>()];
    }

    private static ITypeSymbol? Symbol(Type type) => type.IsArray
        ? Compilation.CreateArrayTypeSymbol(Symbol(type.GetElementType()!)!)
        : Compilation.GetTypeByMetadataName(type.FullName!);
}
