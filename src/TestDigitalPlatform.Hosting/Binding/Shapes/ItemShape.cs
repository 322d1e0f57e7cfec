using System.Reflection;
using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>A value that may be null, as a list's items or a record's members may.</summary>
/// <param name="Shape">What it is when it is not null.</param>
/// <param name="IsNullable">Whether null may stand there.</param>
internal sealed record ItemShape(ValueShape Shape, bool IsNullable)
{
    /// <summary>What a list or a map holds; the last of its type's arguments.</summary>
    internal static ItemShape Of(Type type, NullabilityInfo? holder)
    {
        var nullability = holder?.ElementType ?? holder?.GenericTypeArguments.LastOrDefault();
        return new ItemShape(ValueShape.Of(type, nullability), MayBeNull(type, nullability));
    }

    internal static bool MayBeNull(Type type, NullabilityInfo? nullability) => type.IsValueType
        ? Nullable.GetUnderlyingType(type) is not null
        : nullability?.ReadState is NullabilityState.Nullable;

    internal void Check(ref Utf8JsonReader reader, ShapeCheck check)
    {
        if (reader.TokenType is not JsonTokenType.Null)
            Shape.Check(ref reader, check);
        else if (!IsNullable)
            check.Add("required", $"'{check.Path}' can't be null.");
    }
}
