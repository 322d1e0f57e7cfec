using System.Text;

namespace TestDigitalPlatform.Generators.Code;

/// <summary>The three spellings of one name: C#, JSON and SQL.</summary>
internal static class Naming
{
    /// <summary>The rule of <c>JsonNamingPolicy.CamelCase</c>: <c>URLPath</c> is <c>urlPath</c>.</summary>
    public static string Camel(string name)
    {
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length && char.IsUpper(letters[i]); i++)
        {
            var endsTheCapitals = i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]);
            if (endsTheCapitals)
                break;
            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }

    /// <summary><c>SubmittedAt</c> is <c>submitted_at</c>, <c>URLPath</c> is <c>url_path</c>.</summary>
    public static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && BeginsWord(name, i))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    private static bool BeginsWord(string name, int at) =>
        name[at - 1] != '_' && (!char.IsUpper(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1])));
}
