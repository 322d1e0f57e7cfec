using System.CommandLine;
using TestDigitalPlatform.Development;

namespace TestDigitalPlatform.Tool.Tokens;

/// <summary>Signs a development token; the same for a service team and for this repository's own <c>tdp</c>.</summary>
internal static class TokenCommand
{
    public static Command Create(string description)
    {
        var role = new Option<string>("--role") { Description = "The caller's role.", Required = true };
        role.AcceptOnlyFromAmong(DevelopmentToken.Roles);
        var customer =
            new Option<string?>("--customer") { Description = "The caller's customer, for the customer roles." };
        var user = new Option<string?>("--user") { Description = "The user. Default: dev-<role>." };
        var onBehalfOf = new Option<string?>("--on-behalf-of") { Description = "The user that --user acts for." };
        var permission = new Option<string[]>("--permission")
        {
            Description = "A permission granted to the caller. Can be repeated.",
        };
        var lifetime = new Option<int>("--lifetime")
        {
            Description = "Minutes until the token expires, from 1 to 1440.",
            DefaultValueFactory = _ => 8 * 60,
        };
        var data = new Option<string?>("--data")
        {
            Description = "The folder with the key. Default: that of your user account.",
        };
        var command = new Command("token", description) { role, customer, user, onBehalfOf, permission, lifetime, data };
        command.SetAction(parsed =>
        {
            var token = new DevelopmentToken(
                parsed.GetRequiredValue(role),
                parsed.GetValue(customer),
                parsed.GetValue(user) ?? $"dev-{parsed.GetRequiredValue(role)}",
                parsed.GetValue(onBehalfOf),
                parsed.GetValue(permission) ?? [],
                TimeSpan.FromMinutes(parsed.GetValue(lifetime)));
            return Print(token, parsed.GetValue(data) is { } folder
                ? DevelopmentKey.FileIn(folder)
                : DevelopmentKey.FileOf(Environment.CurrentDirectory));
        });
        return command;
    }

    private static int Print(DevelopmentToken token, string keyFile)
    {
        if (token.Mistake() is { } mistake)
            return Fail(mistake);

        try
        {
            using var key = DevelopmentKey.ReadOrMake(keyFile);
            Console.WriteLine(token.Sign(key, DateTimeOffset.UtcNow));
            return 0;
        }
        catch (Exception unusable) when (unusable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Fail(unusable.Message);
        }
    }

    private static int Fail(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
