using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TestDigitalPlatform.Identity.Server;
using static TestDigitalPlatform.Identity.Pages.PageShell;

namespace TestDigitalPlatform.Identity.Pages;

/// <summary>The pages on which people sign in.</summary>
internal sealed class SignInPages(BrowserSignIn signIn, IAntiforgery antiforgery)
{
    internal const string SecondFactorPath = Paths.SignIn + "/second-factor";

    private const int MaxField = 300;

    internal void Map(IEndpointRouteBuilder app)
    {
        // Whoever signs in is nobody yet.
        var pages = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet(StylePath, () => Results.Text(Style, "text/css; charset=utf-8"));
        pages.MapGet(Paths.SignIn, (HttpContext http) => Show(http, null));
        pages.MapPost(Paths.SignIn, Enter);
        pages.MapGet(SecondFactorPath, (HttpContext http) => ShowCode(http, null));
        pages.MapPost(SecondFactorPath, EnterCode);
        pages.MapGet("/sign-out", (HttpContext http) => ShowSignOut(http));
        pages.MapPost("/sign-out", LeaveBrowser);
        pages.MapGet("/account/sessions", ShowSessions);
        pages.MapPost("/account/sessions", EndSession);
    }

    private Task Show(HttpContext http, string? alert, string email = "", int status = StatusCodes.Status200OK)
    {
        var texts = SignInTexts.For(http.Request);
        return Write(http, texts, texts.SignIn, $"""
            {Alert(alert)}<form method="post" action="{Paths.SignIn}?return={Uri.EscapeDataString(Return(http))}">
            {Token(http)}
            <label for="email">{texts.Email}</label>
            <input id="email" name="email" type="email" value="{email}" autocomplete="username" required autofocus>
            <label for="password">{texts.Password}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required>
            <button>{texts.SignIn}</button>
            </form>
            """, status);
    }

    private async Task Enter(HttpContext http)
    {
        var texts = SignInTexts.For(http.Request);
        if (await Read(http) is not { } form)
        {
            await Show(http, texts.Expired, status: StatusCodes.Status400BadRequest);
            return;
        }

        var email = Field(form, "email");
        var step = await signIn.WithPassword(http, email, Field(form, "password"));
        if (step is SignInStep.SignedIn)
            await LeadOn(http, texts, Return(http));
        else if (step is SignInStep.SecondFactor)
            await LeadOn(http, texts, $"{SecondFactorPath}?return={Uri.EscapeDataString(Return(http))}");
        else
            await Show(http, Text(step, texts, texts.Failed), email, Status(step));
    }

    private Task ShowCode(HttpContext http, string? alert, int status = StatusCodes.Status200OK)
    {
        var texts = SignInTexts.For(http.Request);
        if (!signIn.NeedsCode(http))
            return LeadOn(http, texts, $"{Paths.SignIn}?return={Uri.EscapeDataString(Return(http))}");
        return Write(http, texts, texts.SecondFactor, $"""
            {Alert(alert)}<form method="post" action="{SecondFactorPath}?return={Uri.EscapeDataString(Return(http))}">
            {Token(http)}
            <label for="code">{texts.Code}</label>
            <p class="hint" id="hint">{texts.CodeHint}</p>
            <input id="code" name="code" autocomplete="one-time-code" aria-describedby="hint" required autofocus>
            <button>{texts.Continue}</button>
            </form>
            """, status);
    }

    private async Task EnterCode(HttpContext http)
    {
        var texts = SignInTexts.For(http.Request);
        if (await Read(http) is not { } form)
        {
            await ShowCode(http, texts.Expired, StatusCodes.Status400BadRequest);
            return;
        }

        var step = await signIn.WithCode(http, Field(form, "code"));
        if (step is SignInStep.SignedIn)
            await LeadOn(http, texts, Return(http));
        else
            await ShowCode(http, Text(step, texts, texts.CodeFailed), Status(step));
    }

    private Task ShowSignOut(HttpContext http)
    {
        var texts = SignInTexts.For(http.Request);
        return Write(http, texts, texts.SignOut, $"""
            <form method="post" action="/sign-out">
            {Token(http)}
            <button>{texts.SignOut}</button>
            </form>
            """);
    }

    private async Task LeaveBrowser(HttpContext http)
    {
        var texts = SignInTexts.For(http.Request);
        if (await Read(http) is null)
        {
            await ShowSignOut(http);
            return;
        }

        await signIn.SignOut(http);
        await Write(http, texts, texts.SignOut, $"""<p>{texts.SignedOut}</p><p><a href="{Paths.SignIn}">{texts.SignIn}</a></p>""");
    }

    private async Task ShowSessions(HttpContext http)
    {
        var texts = SignInTexts.For(http.Request);
        if (await signIn.Find(http) is null)
        {
            await LeadOn(http, texts, $"{Paths.SignIn}?return={Uri.EscapeDataString(LocalReturn.Default)}");
            return;
        }

        var sessions = await signIn.Sessions(http);
        await Write(http, texts, texts.Sessions, $"""
            <ul>
            {sessions.Select(session => Item(http, texts, session))}</ul>
            <p><a href="/sign-out">{texts.SignOut}</a></p>
            """);
    }

    private async Task EndSession(HttpContext http)
    {
        if (await Read(http) is { } form && Guid.TryParse(Field(form, "session"), out var session))
            await signIn.EndSession(http, SessionId.From(session));
        await ShowSessions(http);
    }

    private Html Item(HttpContext http, SignInTexts texts, SessionSummary session) => $"""
        <li>{session.UserAgent ?? texts.UnknownBrowser}<br>{session.Address}<br>
        {texts.Since} {Time(session.SignedInAt)}, {texts.LastUsed} {Time(session.SeenAt)}
        <form method="post" action="/account/sessions">{Token(http)}<input type="hidden" name="session" value="{session.Id.ToString()}">
        <button>{texts.End}</button></form></li>

        """;

    // The server does not know the person's time zone.
    private static Html Time(DateTimeOffset at)
    {
        var text = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return $"""<time datetime="{text}Z">{text} UTC</time>""";
    }

    private static Html Alert(string? text) => text is null ? Html.None : $"""<p role="alert">{text}</p>""";

    private Html Token(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return $"""<input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">""";
    }

    /// <returns><see langword="null"/> when the form does not come from our page.</returns>
    private async Task<IFormCollection?> Read(HttpContext http) =>
        http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http)
            ? await http.Request.ReadFormAsync(http.RequestAborted)
            : null;

    private static string Field(IFormCollection form, string name) =>
        form[name] is [{ Length: <= MaxField } value] ? value : "";

    private static string Return(HttpContext http) => LocalReturn.Of(http.Request.Query["return"] is [var address] ? address : null);

    private static string Text(SignInStep step, SignInTexts texts, string failed) => step switch
    {
        SignInStep.TooManyAttempts => texts.TooMany,
        SignInStep.Busy => texts.Busy,
        _ => failed,
    };

    private static int Status(SignInStep step) => step switch
    {
        SignInStep.TooManyAttempts => StatusCodes.Status429TooManyRequests,
        SignInStep.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
