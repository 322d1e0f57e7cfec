using System.Globalization;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Data;

/// <summary>Moves the numbers of a statement's placeholders, so that it can stand behind other values.</summary>
internal static partial class SqlPlaceholder
{
    // Quoted texts and identifiers are matched first and kept as they are.
    [GeneratedRegex("""'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?<number>[0-9]+)""")]
    private static partial Regex Placeholder();

    internal static string Shift(string text, int by) => Placeholder().Replace(text, match =>
        match.Groups["number"] is { Success: true } number
            ? string.Create(
                CultureInfo.InvariantCulture, $"${int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) + by}")
            : match.Value);
}
