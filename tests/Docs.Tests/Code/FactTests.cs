using System.Reflection;
using Docs.Tests.Guides;
using Docs.Tests.Pages;

namespace Docs.Tests.Code;

/// <summary>The tests that the guides show are tests: they are run, and they hold.</summary>
public sealed class FactTests
{
    public static TheoryData<string> PagesWithFacts =>
        PageData.WithCode(page => page.In("csharp").Any(block => block.Text.Contains("[Fact]")));

    [Theory, MemberData(nameof(PagesWithFacts))]
    public async Task The_facts_of_a_page_hold(string page)
    {
        // What a page's class inherits, such as the conformance suite, are facts of the package.
        const BindingFlags own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var facts = PageAssembly.Load(Page.Of(page), OrdersService.Migration).GetTypes()
            .SelectMany(type => type.GetMethods(own))
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .ToList();

        facts.ShouldNotBeEmpty();
        foreach (var fact in facts)
            await ((fact.Invoke(Activator.CreateInstance(fact.DeclaringType!), null) as Task) ?? Task.CompletedTask);
    }
}
