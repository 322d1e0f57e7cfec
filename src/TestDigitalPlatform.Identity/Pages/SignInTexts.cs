using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Identity.Pages;

/// <summary>The texts of the pages in one language.</summary>
internal sealed record SignInTexts(string Language)
{
    internal required string SignIn { get; init; }
    internal required string Email { get; init; }
    internal required string Password { get; init; }
    internal required string SecondFactor { get; init; }
    internal required string Code { get; init; }
    internal required string CodeHint { get; init; }
    internal required string Continue { get; init; }
    internal required string Failed { get; init; }
    internal required string CodeFailed { get; init; }
    internal required string TooMany { get; init; }
    internal required string Busy { get; init; }
    internal required string Expired { get; init; }
    internal required string SignOut { get; init; }
    internal required string SignedOut { get; init; }
    internal required string Sessions { get; init; }
    internal required string Since { get; init; }
    internal required string LastUsed { get; init; }
    internal required string End { get; init; }
    internal required string UnknownBrowser { get; init; }

    private static readonly SignInTexts English = new("en")
    {
        SignIn = "Sign in", Email = "Email address", Password = "Password", SecondFactor = "Enter your code", Code = "Code",
        CodeHint = "From your authenticator app, or one of your recovery codes.", Continue = "Continue",
        Failed = "The email address or password is wrong, or the account is locked for some minutes after too many attempts.",
        CodeFailed = "The code is wrong or was used already. Wait for the next one; after too many attempts, wait for some minutes.",
        TooMany = "Too many attempts failed. Wait for some minutes, and try again.",
        Busy = "Too many people are signing in. Try again in a moment.",
        Expired = "The page has expired. Try again.", SignOut = "Sign out", SignedOut = "You are signed out.",
        Sessions = "Where you are signed in", Since = "Since", LastUsed = "last used", End = "End session",
        UnknownBrowser = "Unknown browser",
    };

    private static readonly SignInTexts German = new("de")
    {
        SignIn = "Anmelden", Email = "E-Mail-Adresse", Password = "Passwort", SecondFactor = "Code eingeben", Code = "Code",
        CodeHint = "Aus Ihrer Authenticator-App, oder einer Ihrer Wiederherstellungscodes.", Continue = "Weiter",
        Failed = "E-Mail-Adresse oder Passwort ist falsch, oder das Konto ist nach zu vielen Versuchen für einige Minuten gesperrt.",
        CodeFailed = "Der Code ist falsch oder wurde schon benutzt. Warten Sie auf den nächsten, nach zu vielen Versuchen einige Minuten.",
        TooMany = "Zu viele Versuche sind fehlgeschlagen. Warten Sie einige Minuten, und versuchen Sie es noch einmal.",
        Busy = "Gerade melden sich zu viele Personen an. Versuchen Sie es gleich noch einmal.",
        Expired = "Die Seite ist abgelaufen. Versuchen Sie es noch einmal.", SignOut = "Abmelden", SignedOut = "Sie sind abgemeldet.",
        Sessions = "Wo Sie angemeldet sind", Since = "Seit", LastUsed = "zuletzt benutzt", End = "Sitzung beenden",
        UnknownBrowser = "Unbekannter Browser",
    };

    private static readonly SignInTexts Spanish = new("es")
    {
        SignIn = "Iniciar sesión", Email = "Correo electrónico", Password = "Contraseña", SecondFactor = "Introduzca su código",
        Code = "Código", CodeHint = "De su aplicación de autenticación, o uno de sus códigos de recuperación.", Continue = "Continuar",
        Failed = "El correo o la contraseña no son correctos, o la cuenta está bloqueada unos minutos tras demasiados intentos.",
        CodeFailed = "El código no es correcto o ya se usó. Espere al siguiente; tras demasiados intentos, espere unos minutos.",
        TooMany = "Han fallado demasiados intentos. Espere unos minutos y vuelva a intentarlo.",
        Busy = "Hay demasiadas personas iniciando sesión. Vuelva a intentarlo en un momento.",
        Expired = "La página ha caducado. Vuelva a intentarlo.", SignOut = "Cerrar sesión", SignedOut = "Ha cerrado la sesión.",
        Sessions = "Dónde ha iniciado sesión", Since = "Desde", LastUsed = "último uso", End = "Cerrar la sesión",
        UnknownBrowser = "Navegador desconocido",
    };

    /// <summary>The first of the browser's languages that there is.</summary>
    internal static SignInTexts For(HttpRequest request)
    {
        foreach (var language in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Take(20))
        {
            if (language.Value is { Length: >= 2 } name && Find(name.ToString()[..2]) is { } texts)
                return texts;
        }

        return English;
    }

    private static SignInTexts? Find(string language) => language.ToLowerInvariant() switch
    {
        "en" => English,
        "de" => German,
        "es" => Spanish,
        _ => null,
    };
}
