using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Rows;

/// <summary>A record that rows are read into.</summary>
/// <param name="FullName">Its name from <c>global::</c> on.</param>
/// <param name="Arguments">What its constructor takes, in order.</param>
/// <param name="Required">The <c>required</c> properties beside the constructor.</param>
internal sealed record RowModel(string FullName, Sequence<RowMember> Arguments, Sequence<RowMember> Required);

/// <summary>One column of a row.</summary>
/// <param name="Name">The parameter or property.</param>
/// <param name="Column">Its name in SQL.</param>
/// <param name="Type">Its type without the <c>?</c> of a reference.</param>
/// <param name="MayBeNull">Whether it is a nullable reference; a nullable value type reads its own nulls.</param>
internal sealed record RowMember(string Name, string Column, string Type, bool MayBeNull)
{
    public static RowMember Of(string name, ITypeSymbol type) => new(
        name, Naming.Snake(name), type.Full(),
        type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated });
}
