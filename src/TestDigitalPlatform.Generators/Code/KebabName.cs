namespace TestDigitalPlatform.Generators.Code;

/// <summary>A name that people meet in tokens, tables and logs: the rules of <c>CustomerId</c>.</summary>
internal static class KebabName
{
    public static bool Is(string name, int most) =>
        name.Length >= 2 && name.Length <= most && name[0] is >= 'a' and <= 'z' && name[name.Length - 1] != '-'
        && !name.Contains("--") && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
