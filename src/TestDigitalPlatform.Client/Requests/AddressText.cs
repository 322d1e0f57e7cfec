using System.Text.Json;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>Values as they stand in an address: as in JSON, without the quotes.</summary>
internal static class AddressText
{
    /// <summary>The value, escaped.</summary>
    /// <exception cref="ArgumentException">It holds half a character.</exception>
    internal static string Of(object value) => Escaped(Plain(value));

    /// <summary>The values of one parameter, separated by commas; a comma within one is escaped.</summary>
    internal static string Of(IEnumerable<object> values) => string.Join(',', values.Select(Of));

    /// <exception cref="ArgumentException">It holds half a character.</exception>
    internal static string Escaped(string text)
    {
        WellFormed.Check(text);
        return Uri.EscapeDataString(text);
    }

    internal static string Plain(object value)
    {
        if (value is string text)
            return text;
        var json = JsonSerializer.Serialize(value, value.GetType(), PlatformJson.Options);
        return json[0] == '"' ? JsonSerializer.Deserialize<string>(json, PlatformJson.Options)! : json;
    }
}
