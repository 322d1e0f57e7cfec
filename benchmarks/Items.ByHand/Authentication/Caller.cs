using System.Security.Claims;

namespace Items;

/// <summary>Who calls; an endpoint gets it as a parameter.</summary>
internal sealed record Caller(string User, string Role, string Customer)
{
    internal static Caller Of(ClaimsPrincipal user) => new(
        user.FindFirstValue("sub")!, Camel(user.FindFirstValue("role")!), user.FindFirstValue("customer")!);

    public static ValueTask<Caller?> BindAsync(HttpContext context) => new(context.Features.Get<Caller>());

    // The tables hold camel case, tokens kebab case.
    private static string Camel(string role) => role == "customer-user" ? "customerUser" : "customerAdministrator";
}
