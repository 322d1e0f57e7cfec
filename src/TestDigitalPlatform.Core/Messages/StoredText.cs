using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TestDigitalPlatform.Messages;

/// <summary>What a foreign message says, as a text that PostgreSQL can store.</summary>
internal static class StoredText
{
    /// <summary>The length of a name.</summary>
    internal const int MaxLength = 500;

    // PostgreSQL's texts have no character 0 and no half of a surrogate pair, and an index takes no long ones. A foreign
    // message may have all of that, and has to be stored nevertheless.
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Of(string? text, int maxLength = MaxLength) => text is null
        ? null
        : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Length > maxLength ? text[..maxLength] : text))
            .Replace('\0', '\uFFFD');
}
