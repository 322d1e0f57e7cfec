using System.Text;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

/// <summary>Requests as the server hands them to a binder.</summary>
internal static class Requests
{
    internal const string Id = "0198c0de-0000-7000-8000-000000000001";

    /// <summary>Binds what must be right.</summary>
    internal static T Bind<T>(MessageBinder<T> bind, RequestBinding binding)
        where T : class
    {
        var message = bind(binding);
        binding.Errors.ShouldBeEmpty();
        return message.ShouldNotBeNull();
    }

    /// <summary>Binds what must be wrong, and says how: <c>field code</c> for each error.</summary>
    internal static string[] Refuse<T>(MessageBinder<T> bind, RequestBinding binding)
        where T : class
    {
        bind(binding).ShouldBeNull();
        return [.. binding.Errors.Select(e => $"{e.Field} {e.Code}")];
    }

    internal static RequestBinding Query(string query, params (string Name, string Value)[] route) =>
        Make(query, "", route);

    internal static RequestBinding Body(string body, params (string Name, string Value)[] route) =>
        Make("", body, route);

    internal static RequestBinding Body(byte[] body) => new(Context("", [("thing", Id)]), body);

    internal static RequestBinding Make(string query, string body, (string Name, string Value)[] route) =>
        new(Context(query, route), Encoding.UTF8.GetBytes(body));

    private static DefaultHttpContext Context(string query, (string Name, string Value)[] route)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query);
        foreach (var (name, value) in route)
            context.Request.RouteValues[name] = value;
        return context;
    }
}
