namespace TestDigitalPlatform.Identity.Passwords;

/// <summary>Passwords that are guessed first, by a rule instead of a list: common words, repeated, counted on, and disguised.</summary>
/// <remarks>
/// What remains after common words, runs of a keyboard and what is known of the person are taken away must still be varied.
/// Nearly all common passwords are too short for the length rule anyway; this is for those that are made longer.
/// </remarks>
internal static class CommonPasswords
{
    // As many different characters must remain that are in none of the words.
    private const int MinDistinct = 5;
    private const int MinAbout = 4;

    private static readonly string[] Words =
    [
        "password", "passwort", "passphrase", "contrasena", "kennwort", "letmein", "welcome", "willkommen", "bienvenido", "secret",
        "geheim", "admin", "administrator", "superuser", "master", "root", "login", "access", "default", "changeme", "temporary",
        "qwertyuiop", "qwertzuiop", "qwerty", "qwertz", "asdfghjkl", "asdfgh", "zxcvbnm", "yxcvbnm", "1q2w3e4r5t6z", "1q2w3e4r5t6y", "1q2w3e4r",
        "1qaz2wsx3edc", "1qaz2wsx", "abcdefghijklmnopqrstuvwxyz", "abcdefgh", "abcdef", "01234567890", "1234567890", "0987654321",
        "123456789", "987654321", "12345678", "87654321", "1234567", "123456", "654321", "12345", "54321", "1234", "123",
        "abc", "iloveyou", "iloveu", "sunshine", "princess", "football", "fussball", "baseball", "basketball", "dragon", "monkey",
        "shadow", "superman", "batman", "pokemon", "starwars", "whatever", "trustno", "freedom", "hello", "hallo", "computer",
        "internet", "samsung", "google", "facebook", "microsoft", "windows", "summer", "winter", "spring", "autumn", "sommer",
        "monday", "friday", "january", "december", "michael", "jordan", "charlie", "liverpool", "arsenal", "chelsea", "barcelona",
        "correcthorsebatterystaple", "testdigitalplatform", "platform", "digital", "test",
    ];

    internal static bool Includes(string password, IReadOnlyList<string> about)
    {
        var plain = Plain(password);
        return plain.Distinct().Count() < MinDistinct || IsRun(plain)
            || Own(plain, [.. about.Where(word => word.Length >= MinAbout).Select(Plain), .. Words]).Distinct().Count() < MinDistinct;
    }

    // What is in none of the words; those may overlap.
    private static IEnumerable<char> Own(string plain, IReadOnlyList<string> words)
    {
        var (undisguised, covered) = (Undisguised(plain), new bool[plain.Length]);
        foreach (var word in words)
        {
            for (var at = 0; at + word.Length <= plain.Length; at++)
            {
                if (IsAt(word, at, plain, undisguised))
                    covered.AsSpan(at, word.Length).Fill(true);
            }
        }

        return plain.Where((_, i) => !covered[i]);
    }

    private static bool IsAt(string word, int at, string plain, string undisguised)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (plain[at + i] != word[i] && undisguised[at + i] != word[i])
                return false;
        }

        return true;
    }

    // P@$sw0rd is password; digits stay where they are, since runs of them are words of the list.
    private static string Plain(string text) =>
        string.Concat(text.ToLowerInvariant().Select(Letter).Where(char.IsLetterOrDigit));

    private static char Letter(char c) => c switch
    {
        '@' or 'ä' => 'a',
        '$' => 's',
        '!' or '|' => 'i',
        '€' => 'e',
        'ö' => 'o',
        'ü' => 'u',
        'ñ' => 'n',
        _ => c,
    };

    // p4ssw0rd is password too.
    private static string Undisguised(string plain) => string.Concat(plain.Select(Undisguised));

    private static char Undisguised(char c) => c switch
    {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        _ => c,
    };

    private static bool IsRun(string text)
    {
        var steps = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] - text[i - 1] is 0 or 1 or -1)
                steps++;
        }

        return steps >= text.Length - 3;
    }
}
