using System.Text;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Writes a pattern of .NET as one of ECMA-262, which is what JSON Schema has (2020-12, section 6.4, with the
/// flag <c>u</c>).</summary>
internal sealed partial class EcmaPattern
{
    private const string Word = @"\p{L}\p{Mn}\p{Nd}\p{Pc}";

    private readonly string pattern;
    private readonly StringBuilder written = new();
    private int at;

    private EcmaPattern(string pattern) => this.pattern = pattern;

    /// <summary>The pattern that fits the same whole texts.</summary>
    /// <returns><see langword="null"/> when ECMA-262 can't say it, or nobody can read it.</returns>
    internal static string? Of(string pattern)
    {
        if (!IsPattern(pattern) || new EcmaPattern(pattern).Write() is not { } same)
            return null;
        // The attribute asks for the whole text to match; a schema's pattern may match anywhere in it.
        return same.StartsWith('^') && same.EndsWith('$') && !same.EndsWith("\\$", StringComparison.Ordinal)
            && !same.Contains('|', StringComparison.Ordinal) ? same : $"^(?:{same})$";
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string? Write()
    {
        while (at < pattern.Length)
        {
            var read = pattern[at] switch
            {
                '\\' => Escape(),
                '[' => Class(),
                '(' => Group(),
                '{' => Brace(),
                '}' or ']' => Append($@"\{pattern[at]}", 1),
                '.' => Append(@"[^\n]", 1),
                _ => Append(pattern[at].ToString(), 1),
            };
            if (!read)
                return null;
        }

        return written.ToString();
    }

    private bool Append(string text, int length)
    {
        written.Append(text);
        at += length;
        return true;
    }

    private bool Escape()
    {
        var next = at + 1 < pattern.Length ? pattern[at + 1] : '\0';
        return next switch
        {
            'A' => Append("^", 2),
            'z' or 'Z' => Append("$", 2),
            'd' => Append(@"\p{Nd}", 2),
            'D' => Append(@"\P{Nd}", 2),
            'w' => Append($"[{Word}]", 2),
            'W' => Append($"[^{Word}]", 2),
            >= '1' and <= '9' => Append(pattern.Substring(at, 2), 2),
            _ => CommonEscape(next),
        };
    }

    // What means the same within a class and outside.
    private bool CommonEscape(char next) => next switch
    {
        's' or 'S' or 't' or 'n' or 'r' or 'f' or 'v' => Append(pattern.Substring(at, 2), 2),
        'a' => Append(@"\x07", 2),
        'e' => Append(@"\x1B", 2),
        'x' or 'u' or 'c' => Fixed(next is 'x' ? 4 : next is 'u' ? 6 : 3),
        'p' or 'P' => Category(),
        _ when @"^$\.*+?()[]{}|/-".Contains(next, StringComparison.Ordinal) && next is not '-' => Append(pattern.Substring(at, 2), 2),
        // Letters and digits are escapes that only .NET knows; all else stands for itself.
        _ when char.IsAsciiLetterOrDigit(next) || next is '\0' => false,
        _ => Append(next.ToString(), 2),
    };

    private bool Fixed(int length) => at + length <= pattern.Length && Append(pattern.Substring(at, length), length);

    // Categories have the same names in both; blocks, such as IsCyrillic, do not.
    private bool Category()
    {
        var category = CategoryForm().Match(pattern, at);
        return category.Success && Append(category.Value, category.Length);
    }

    private bool Class()
    {
        written.Append('[');
        at++;
        if (at < pattern.Length && pattern[at] == '^')
            Append("^", 1);
        for (var first = true; at < pattern.Length && (first || pattern[at] != ']'); first = false)
        {
            var read = pattern[at] switch
            {
                '\\' => ClassEscape(),
                // Of one class another is taken away: [a-z-[aeiou]].
                '[' when pattern[at - 1] == '-' => false,
                '[' or ']' => Append($@"\{pattern[at]}", 1),
                _ => Append(pattern[at].ToString(), 1),
            };
            if (!read)
                return false;
        }

        return Append("]", 1);
    }

    private bool ClassEscape()
    {
        var next = at + 1 < pattern.Length ? pattern[at + 1] : '\0';
        return next switch
        {
            'd' => Append(@"\p{Nd}", 2),
            'D' => Append(@"\P{Nd}", 2),
            'w' => Append(Word, 2),
            'W' => false,
            'b' => Append(@"\x08", 2),
            '-' => Append(@"\-", 2),
            _ => CommonEscape(next),
        };
    }

    // Options, comments, atomic, conditional and balancing groups are .NET's alone.
    private bool Group()
    {
        if (at + 1 >= pattern.Length || pattern[at + 1] != '?')
            return Append("(", 1);
        var start = GroupForm().Match(pattern, at);
        return start.Success && Append(start.Value, start.Length);
    }

    private bool Brace()
    {
        var quantifier = Quantifier().Match(pattern, at);
        return quantifier.Success ? Append(quantifier.Value, quantifier.Length) : Append(@"\{", 1);
    }

    [GeneratedRegex(@"\G\\[pP]\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)\}")]
    private static partial Regex CategoryForm();

    [GeneratedRegex(@"\G\(\?(:|=|!|<=|<!|<[A-Za-z_][A-Za-z0-9_]*>)")]
    private static partial Regex GroupForm();

    [GeneratedRegex(@"\G\{[0-9]+(,[0-9]*)?\}")]
    private static partial Regex Quantifier();
}
